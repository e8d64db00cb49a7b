// A child of `npm run bench -- sumset-memory`: sums with counts of one family of lists, and what memory they took, as a line of JSON.
// Memory only grows, so each family has a process of its own. The first call is the one measured, estimate of the number of sums included; before
// it a tiny one makes tables that are kept for all calls.
import { kernelBytes } from './kernel-memory.js'
import { sumFamilies } from './sum-families.js'

const { sumsetCounts } = await import('hammingway')
const [, , name] = process.argv
const [a, b] = sumFamilies[name]()
sumsetCounts([1, 5, 7], [4, 1e9], { algorithm: 'sparse' })
const before = { kernels: kernelBytes(), arrays: process.memoryUsage().arrayBuffers }
const { sums, counts } = sumsetCounts(a, b, { algorithm: 'sparse' })
// arrays that nobody holds are counted until they are collected, so this is no less than the most at a time, unless there was a collection
const arrays = process.memoryUsage().arrayBuffers - before.arrays - sums.byteLength - counts.byteLength
const kernels = kernelBytes() - before.kernels
let pairs = 0
for (const count of counts) pairs += count
if (pairs !== a.length * b.length) throw new Error(`${name}: ${pairs} pairs are counted of ${a.length * b.length}`)
console.log(JSON.stringify({ n: a.length, m: b.length, sums: sums.length, kernels, arrays }))
