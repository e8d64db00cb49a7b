import type { Plan } from 'hammingway'

/** A plan as lines for people: what runs, what else was considered, what refused and why. */
export function planTable({ task, algorithm, considered, note }: Plan): string {
  const rows = considered.map(({ name, nanoseconds, bytes, refused }) =>
    refused === undefined
      ? `  ${name.padEnd(16)} ${(nanoseconds / 1e6).toFixed(3).padStart(12)} ms ${(bytes / 1024).toFixed(0).padStart(9)} KiB`
      : `  ${name.padEnd(16)} refused: ${refused}`,
  )
  return [`${task} by ${algorithm}; predicted:`, ...rows, ...(note === undefined ? [] : [`  ${note}`])].join('\n')
}
