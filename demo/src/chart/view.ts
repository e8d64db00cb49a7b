// The stretch of a sequence that a chart shows, and what moving and zooming make of it. Pure: numbers in, numbers out.

export interface View {
  readonly from: number
  readonly to: number
}

/** Fewest shifts that a chart shows, where there are so many. */
const SHORTEST = 16

/** A view of this length at this place, moved and shortened until it lies in [0, length). */
export function within(length: number, from: number, span: number): View {
  const held = Math.min(length, Math.max(SHORTEST, span))
  const start = Math.min(Math.max(0, from), length - held)
  return { from: start, to: start + held }
}

/** Moved by a share of what is seen. */
export function panned({ from, to }: View, length: number, share: number): View {
  return within(length, from + share * (to - from), to - from)
}

/** Seen `factor` times as much, with the point at `share` of the width staying where it is. */
export function zoomed({ from, to }: View, length: number, factor: number, share = 0.5): View {
  const span = Math.min(length, Math.max(SHORTEST, factor * (to - from)))
  return within(length, from + share * (to - from) - share * span, span)
}
