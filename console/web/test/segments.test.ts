import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { segmentsOf } from '@/workbench/composer/segments'

interface Row {
  text: [string, number][]
  septets?: boolean
  gsm: boolean
  segments: number
}

/** The channel is tested by the same table. */
const table = JSON.parse(
  readFileSync(
    resolve(import.meta.dirname, '../../../channels/sms/src/test/resources/segments.json'),
    'utf8',
  ),
) as Row[]

describe('the segments of a text', () => {
  it.each(table)('are counted as the channel cuts it: %j', row => {
    const text = row.text.map(([run, times]) => run.repeat(times)).join('')
    const rule = {
      septets: row.septets ?? true,
      singleSeptets: 160,
      partSeptets: 153,
      singleUnits: 70,
      partUnits: 67,
    }
    expect(segmentsOf(text, rule)).toEqual({ septets: row.gsm, count: row.segments })
  })
})
