// npm run calibrate [-- --milliseconds N] [--seed S]: measures the prices of this machine, shows them beside the defaults, and writes them to
// build/prices.json, which `calibrate({ prices })` takes.
import { mkdirSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { calibrate, defaultPrices } from 'hammingway'

/** @typedef {keyof typeof defaultPrices} Unit */

const { values } = parseArgs({ options: { milliseconds: { type: 'string', default: '4000' }, seed: { type: 'string', default: '1' } } })
const prices = calibrate({ milliseconds: Number(values.milliseconds), seed: Number(values.seed) })

console.log('nanoseconds a unit      default     measured    ratio')
for (const unit of /** @type {Unit[]} */ (Object.keys(defaultPrices))) {
  const [known, own] = [defaultPrices[unit], prices[unit]]
  console.log(`${unit.padEnd(16)} ${String(known).padStart(14)} ${own.toPrecision(3).padStart(12)} ${(own / known).toFixed(2).padStart(8)}`)
}
const folder = new URL('../build/', import.meta.url)
mkdirSync(folder, { recursive: true })
writeFileSync(new URL('prices.json', folder), `${JSON.stringify(prices, null, 2)}\n`)
