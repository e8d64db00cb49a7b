/**
 * Nanoseconds per unit of work: the only place where the machine enters. These are the defaults; `calibrate` measures others. Fitted to 8,744 times of
 * every algorithm on 1,254 random calls (AMD EPYC Zen 5, Node 20.20.2, November 2026); only their ratios matter to a plan. Units that always come
 * together share their cost as it happens: no single one is to be believed by itself. `decide`, `check` and `recode` are from three
 * later fits, with calls for approximate distances.
 */
export const defaultPrices = {
  /** a call: planning, arena, layout, the first run of cold code */
  call: 27_000,
  /** a symbol copied into memory or out of it, by the byte */
  byte: 0.054,
  /** a pattern position resolved, counted and laid out as a row or a pair */
  layout: 56,
  /** a distinct symbol of the patterns that gets a place in the tables of class bits, beside what every algorithm does with it */
  class: 180,
  /** a text symbol encoded for up to eight classes */
  encode: 0.035,
  /** a 16- or 32-bit symbol compared with one symbol */
  mark: 0.054,
  /** a 16- or 32-bit symbol looked up in the table of the pattern's symbols */
  rank: 0.7,
  /** a text symbol transposed into four planes */
  plane: 0.056,
  /** a row of 128 mismatch bits added to full counters */
  row: 0.52,
  /** 128 counters turned into integers */
  readOut: 4,
  /** a row of 128 mismatch bits added to saturating counters */
  scanRow: 0.67,
  /** a column of 128 shifts entered and left by the saturating scan */
  column: 2.9,
  /** a hit written by the saturating scan */
  emit: 1.3,
  /** a block that a guard cut short or handed over */
  detour: 3000,
  /** a vector of 16 bytes of text compared with one pattern position */
  compare: 0.22,
  /** a symbol compared with a symbol, by themselves */
  single: 0.45,
  /** an 8- or 16-bit symbol whose list of pattern positions is looked up in a table */
  lookUp: 0.98,
  /** a 32-bit symbol looked up by hashing */
  probe: 6,
  /** a list of pattern positions that is not empty */
  visit: 3.5,
  /** a pair of equal symbols added to a shift */
  pair: 0.34,
  /** a seed of a text hashed and looked up */
  roll: 2,
  /** a seed of the pattern found at a shift */
  seed: 2,
  /** a shift whose seeds suffice, taken up to be verified */
  candidate: 12,
  /** a letter compared with a letter, sixteen at a time */
  letter: 0.15,
  /** a letter that differs from the one a period earlier */
  event: 6,
  /** a sum of products of such differences cleared, summed up twice and tested */
  difference: 1,
  /** a counter of matches cleared, or turned into a distance */
  settle: 0.18,
  /** a pair of blocks of text met with a pattern, whatever their length */
  block: 11_000,
  /** a point of a component made from class bits, with the first step of its transform: in f32, in f64 */
  spread32: 0.73,
  /** spread32 in 64-bit floats */
  spread64: 1,
  /** a point passed through one of the other radix-2 levels of a transform, in either direction */
  butterfly32: 0.1,
  /** butterfly32 in 64-bit floats */
  butterfly64: 0.3,
  /** a point of a component made from class bits of both halves of a block, in f32 */
  halves32: 0.19,
  /** the same for a pattern, in f64; its energy, and its spectrum rounded to f32 */
  halves64: 3.5,
  /** a point of a component's spectrum multiplied with a pattern's and added up, where text spectra are kept for several */
  multiply32: 0.29,
  /** a point of a block turned into two distances */
  settle32: 0.2,
  /** a point of a component's spectrum multiplied with the pattern's and added up */
  product32: 0.27,
  /** product32 in 64-bit floats */
  product64: 0.9,
  /** a point of a pair of blocks turned into two distances, with the last step of its transform */
  gather32: 0.87,
  /** gather32 in 64-bit floats */
  gather64: 1.2,
  /** a block of text met with a piece of a pattern modulo a prime, whatever their length */
  meet: 1000,
  /** modulo a prime, in sixteen bits: a point made from a class, passed through another level, multiplied and added up, turned into a distance */
  /** spread32 in 16-bit integers */
  spread16: 0.067,
  /** butterfly32 in 16-bit integers */
  butterfly16: 0.1,
  /** product32 in 16-bit integers */
  product16: 0.32,
  /** gather32 in 16-bit integers */
  gather16: 0.11,
  /** a symbol's number of classes compared with its neighbours', or summed up over windows */
  weigh: 0.09,
  /** a number of a set copied, checked, moved and scaled */
  value: 3,
  /** a number of a set added at its place in a transform */
  fold: 4,
  /** a possible sum cleared, rounded, looked at */
  slot: 1.2,
  /** a number of a set sorted */
  sorted: 60,
  /** a pair of numbers counted at its sum */
  pairSum: 0.61,
  /** a number of the shorter set met with a tile of sums */
  tileRow: 3,
  /** a counter of a possible sum cleared and read */
  counter: 0.7,
  /** a number, or a sum that is known, met with its bucket */
  root: 5,
  /** a point of a part of a long transform turned and added to its bucket */
  turned: 0.4,
  /** a pair of numbers written as a key, or a key moved by a pass of sorting */
  key: 2,
  /** a vector of sixteen residues through a butterfly of a packed transform */
  packedStep: 1.1,
  /** a vector multiplied in a product of 64 residues */
  packedDot: 0.81,
  /** a number met with its bucket when counts are peeled */
  bucket: 2.9,
  /** a sum and its count returned */
  sum: 2,
  /** a vector of 16 bytes of numbers compared with one number, in tiles of registers */
  tile: 0.2,
  /** a difference of two numbers looked for in a table */
  seek: 1.2,
  /** a step of two pointers */
  step: 2.6,
  /** a number looked up by bisection */
  bisect: 60,
  /** a shift whose count or estimate is looked up and held against its band */
  decide: 2.1,
  /** a vector of 16 bytes of text compared with the pattern at a single shift */
  check: 0.44,
  /** a coded symbol given the class that it is hashed to */
  recode: 0.61,
  /** a DNA letter packed in planes of bits */
  pack: 0.4,
  /** a pattern read and sorted for an index */
  index: 500,
  /** a pattern entered into the list of letters near a piece of it */
  entry: 3.8,
  /** a list of an index cleared, summed up and looked at */
  cell: 1.5,
  /** a site whose letters are looked up in the map of an index */
  sift: 1.3,
  /** a place sorted by its letters */
  place: 8,
  /** a site met with a list of patterns */
  list: 5,
  /** the same, where the list must be waited for */
  farList: 75,
  /** a pattern of such a list compared with the site */
  near: 0.33,
  /** a shift tested against k */
  test: 0.46,
  /** a hit recorded, sorted and returned */
  hit: 17,
} as const

/** A unit operation. */
export type Unit = keyof typeof defaultPrices

/** Counts of unit operations: predicted by an algorithm's `work`, or executed. */
export type Work = { [unit in Unit]?: number }

/** Nanoseconds of every unit. */
export type Prices = { readonly [unit in Unit]: number }

/** The prices that plans of this thread use. */
let current: Prices = defaultPrices

export function setPrices(prices: Prices): void {
  current = prices
}

/** The same object for as long as prices stay the same. */
export function currentPrices(): Prices {
  return current
}

/** Nanoseconds of so much work. */
export function price(work: Work): number {
  let total = 0
  for (const unit in work) total += work[unit as Unit]! * current[unit as Unit]
  return total
}

/** total += times * more */
export function addWork(total: Work, more: Work, times = 1): void {
  for (const unit in more) total[unit as Unit] = (total[unit as Unit] ?? 0) + times * more[unit as Unit]!
}
