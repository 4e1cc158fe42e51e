import { expect, test } from 'vitest'
import { BatchSize } from './batch-size.ts'
import { LagMeter } from './lag.ts'
import { readOptions } from './options.ts'
import { StrainMeter } from './strain.ts'

test('a batch comes to take the time that it should, and not more rows than it may', () => {
  const size = new BatchSize(200, 10_000)
  for (let batch = 0; batch < 20; batch++) size.learn({ rows: size.rows, tookMs: size.rows / 20 })
  expect(size.rows).toBe(4_000)
  for (let batch = 0; batch < 20; batch++) size.learn({ rows: size.rows, tookMs: 1 })
  expect(size.rows).toBe(10_000)
})

test('where smaller batches take as long, they do not become smaller and smaller', () => {
  const size = new BatchSize(200, 1e6, 1_000)
  for (let batch = 0; batch < 50; batch++) size.learn({ rows: size.rows, tookMs: 1_000 + size.rows / 1_000 })
  expect(size.rows).toBeGreaterThan(200)
})

test('one that took far too long is cut, down to one row', () => {
  const size = new BatchSize(200)
  for (let batch = 0; batch < 9; batch++) size.shrink()
  expect(size.rows).toBe(1)
})

test('a standby that does not move is further and further behind', () => {
  const meter = new LagMeter()
  expect(meter.measureMs(0, 1_000, 1_000, null)).toBe(0)
  expect(meter.measureMs(1_000, 2_000, 1_000, 5)).toBe(5)
  expect(meter.measureMs(9_000, 9_000, 1_000, 5)).toBe(8_000)
  expect(meter.measureMs(9_500, 9_500, 9_500, null)).toBe(0)
  expect(meter.measureMs(9_900, 9_900, null, null), 'no standby').toBe(0)
})

test('others are in trouble when what they run is older than it is without us', () => {
  const meter = new StrainMeter()
  meter.add('idle', Array(30).fill(3))
  meter.add('busy', Array(30).fill(9))
  expect(meter.isStrained, 'a few milliseconds are none').toBe(false)
  meter.add('busy', Array(30).fill(40))
  expect(meter.isStrained).toBe(true)
})

test('options are read with their units', () => {
  expect(readOptions('batch=5000 time=1s pause=100ms max-lag=2min', 'here')).toEqual({
    ...{ batchRows: 5_000, timeMs: 1_000, pauseMs: 100, maxLagMs: 120_000 },
  })
  for (const wrong of ['batch=0', 'pause=often', 'batch', 'rows=3']) {
    expect(() => readOptions(wrong, 'here')).toThrow('here: ')
  }
})
