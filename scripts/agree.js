// npm run agree [-- --seed 7 --problems 10000]: every row on the same random problems against the oracle. Exit 1 when any two differ.
import { parseArgs } from 'node:util'
import { createServer } from 'vite'

const { values } = parseArgs({ options: { seed: { type: 'string', default: '1' }, problems: { type: 'string', default: '10000' } } })
const [seed, problems] = [values.seed, values.problems].map(Number)
if (!Number.isInteger(seed) || seed < 0 || !Number.isInteger(problems) || problems < 1) {
  console.error('--seed expects an integer >= 0 and --problems one >= 1')
  process.exit(2)
}

// the tests are TypeScript, which this Node does not read by itself
const server = await createServer({ configFile: false, appType: 'custom', logLevel: 'warn', server: { middlewareMode: true, ws: false } })
const { agree } = await server.ssrLoadModule('/test/agree.ts')
const started = performance.now()
const { rows, differences } = agree(seed, problems, (/** @type {number} */ done) => {
  if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${problems} problems`)
})
if (process.stderr.isTTY) process.stderr.write('\r\u001b[K')
await server.close()

/** @typedef {{ name: string, answered: number, distances: number, refused: Map<string, number> }} Row */
const comparisons = rows.reduce((/** @type {number} */ sum, /** @type {Row} */ { distances }) => sum + distances, 0)
console.log(
  `seed ${seed}: ${problems} problems, ${rows.length} rows, ${comparisons.toLocaleString('en')} distances compared with the oracle's`,
)
for (const { name, answered, distances, refused } of rows) {
  console.log(`  ${name.padEnd(18)} ${String(answered).padStart(6)} answered ${distances.toLocaleString('en').padStart(12)} distances`)
  for (const [reason, count] of refused) console.log(`  ${''.padEnd(18)} ${String(count).padStart(6)} refused: ${reason}`)
}
for (const difference of differences.slice(0, 20)) console.log(difference)
console.log(`${differences.length} differences, ${((performance.now() - started) / 1000).toFixed(0)} s`)
if (differences.length > 0) process.exitCode = 1
