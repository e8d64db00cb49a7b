// Results as a plain text table, and as a file outside of git.
import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg } from 'node:os'

/** @typedef {import('./race.js').Line} Line */
/** @typedef {import('./race.js').Race} Race */
/** @typedef {import('./whole-process.js').Check} Check */

/** Where and when. */
export function circumstances() {
  return {
    machine: `${cpus()[0]?.model.trim()}, ${availableParallelism()} threads`,
    node: process.version,
    v8: process.versions.v8,
    load: loadavg()[0].toFixed(1),
    date: new Date().toISOString().slice(0, 10),
  }
}

/** @param {Line} line */
export function holds({ ratio, floor }) {
  return floor === undefined || Math.min(ratio.byLeast, ratio.byProcessor) >= floor
}

/** Least share of a processor that a race needs to be fair to long runs. */
const QUIET = 0.95

const HEAD = ['', 'min ms', 'median', 'spread', 'runs', 'ratio by min', 'by median', 'by processor', 'floor', '']

/**
 * @param {Race} race
 * @returns {string}
 */
export function raceTable({ title, algorithm, lines, share, absent }) {
  const rows = lines.map((line) => [
    line.name,
    milliseconds(line.time.least),
    milliseconds(line.time.median),
    `${(100 * line.time.spread).toFixed(0)} %`,
    String(line.time.runs),
    times(line.ratio.byLeast),
    times(line.ratio.byMedian),
    times(line.ratio.byProcessor),
    line.floor === undefined ? '' : `${line.floor}x`,
    line.floor === undefined ? '' : holds(line) ? 'held' : 'MISSED',
  ])
  const notes = lines.flatMap(({ name, note }) => (note === undefined ? [] : [`  ${name}: ${note}`]))
  notes.push(...absent.map((reason) => `  not here: ${reason}`))
  if (share < QUIET) {
    notes.push(
      `  This process had ${(100 * share).toFixed(0)} % of a processor: others were at work, and long runs met them all: read the ratios by processor time.`,
    )
  }
  return [algorithm === undefined ? title : `${title} (planned: ${algorithm})`, ...aligned([HEAD, ...rows]), ...notes, ''].join('\n')
}

/** @param {number} time */
function milliseconds(time) {
  return time.toFixed(time < 1 ? 4 : 2)
}

/** @param {number} ratio */
function times(ratio) {
  return `${ratio.toFixed(ratio < 10 ? 2 : 0)}x`
}

/**
 * Columns to the right, but for the first and the last.
 * @param {string[][]} rows
 */
function aligned(rows) {
  const widths = rows[0].map((_, c) => Math.max(...rows.map((row) => row[c].length)))
  return rows.map((row) =>
    `  ${row.map((cell, c) => (c === 0 || c === row.length - 1 ? cell.padEnd(widths[c]) : cell.padStart(widths[c]))).join('  ')}`.trimEnd(),
  )
}

/**
 * @param {Check} check
 * @returns {string}
 */
export function checkLine({ title, measured, required, held }) {
  return `${title}\n  ${measured}; ${required}: ${held ? 'held' : 'MISSED'}\n`
}

/**
 * @param {readonly Race[]} races
 */
export function legend(races) {
  const about = new Map(races.flatMap(({ lines }) => lines.map((line) => [line.name, line.about])))
  return [...about].map(([name, words]) => `  ${name}: ${words}`).join('\n')
}

/** @param {object} results */
export function writeResults(results) {
  const folder = new URL('../build/', import.meta.url)
  mkdirSync(folder, { recursive: true })
  writeFileSync(new URL('bench.json', folder), `${JSON.stringify(results, null, 2)}\n`)
}
