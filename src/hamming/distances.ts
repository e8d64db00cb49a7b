// Distances of a whole text into one array, block by block, from an algorithm of either kind.
import { addWork, type Work } from '../plan/machine.js'
import type { Problem } from '../plan/problem.js'
import type { Arena } from '../wasm/arena.js'
import type { Algorithm, Input } from './algorithm.js'
import { eachBlock, openHits } from './hits.js'

/** Fills `out` with the distances of the one pattern; with problem.k, those above it become k + 1. Executed work is added to `counts`. */
export function fillDistances(arena: Arena, row: Algorithm, problem: Problem, input: Input, out: Uint32Array, counts: Work): void {
  if (row.answers === 'hits') fillFromHits(arena, row, problem, input, out, counts)
  else fillFromDistances(arena, row, problem, input, out, counts)
}

function fillFromDistances(arena: Arena, row: Algorithm, problem: Problem, input: Input, out: Uint32Array, counts: Work): void {
  const run = row.open(arena, problem, input)
  const block = arena.alloc(4 * (run.step + 128))
  const bounded = problem.k !== undefined && input.k < problem.m
  for (let first = 0; first < out.length; first += run.step) {
    const shifts = Math.min(run.step, out.length - first)
    run.load(first, shifts)
    run.distances!(0, shifts, block)
    if (bounded) arena.kernels.clamp(block, shifts, input.k + 1)
    out.set(arena.words().subarray(block / 4, block / 4 + shifts), first)
    addWork(counts, { byte: 4 * shifts })
  }
  addWork(counts, run.work)
}

function fillFromHits(arena: Arena, row: Algorithm, problem: Problem, input: Input, out: Uint32Array, counts: Work): void {
  out.fill(input.k + 1)
  addWork(counts, { byte: 4 * out.length })
  eachBlock(arena, openHits(arena, row, problem, input, counts), input, counts, ({ first, records, count }) => {
    const words = arena.words()
    for (let r = records / 4; r < records / 4 + 3 * count; r += 3) out[first + words[r]] = words[r + 2]
    return true
  })
}
