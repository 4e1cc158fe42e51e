create schema measure;
