// The plan as a table: what was considered, what it was predicted to take, and what was measured.
import type { Plan } from 'hammingway'
import { showTable } from '../data-table.js'
import { element } from '../dom.js'
import { duration, size } from '../numbers.js'

/** Milliseconds by algorithm. */
export type Measured = ReadonlyMap<string, number>

export function showPlan(place: Element, caption: string, plan: Plan, measured: Measured): void {
  showTable(place, caption, {
    columns: ['algorithm', 'guarantee', 'predicted', 'measured', 'memory', 'source'],
    rows: plan.considered.map(({ name, guarantee, source, nanoseconds, bytes, refused, reference }) => [
      name === plan.algorithm ? element('strong', {}, `${name} (taken)`) : reference ? `${name} (reference)` : name,
      guarantee,
      refused === undefined ? duration(nanoseconds / 1e6) : `refused: ${refused}`,
      measured.has(name) ? duration(measured.get(name)!) : '',
      refused === undefined ? size(bytes) : '',
      source,
    ]),
  })
}
