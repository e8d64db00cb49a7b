/**
 * Hamming distances between a pattern and a text at every shift, and their relatives.
 * @module hammingway
 */
export { hammingDistances, type DistanceOptions } from './hamming/index.js'
export { countMatches, findMatches, type FindOptions, type MatchOptions } from './hamming/matches.js'
export { sumset, sumsetCounts, type SumsetCounts } from './sumset/index.js'
export { convolutionThreeSumCounts, threeSumCounts, triangleCounts, type ApproximateOptions } from './threesum/index.js'
export { rangeThreeSumCounts } from './threesum/range.js'
export { hammingDistancesViaThreeSum, type RangeSolver, type ViaThreeSumOptions } from './equivalence/via-three-sum.js'
export {
  rangeThreeSumCountsViaHamming,
  type DistanceSolver,
  type ReductionCounts,
  type ViaHammingOptions,
} from './equivalence/via-hamming.js'
export { equalityProduct } from './threesum/equality-product.js'
export type { SumsetProfile } from './sumset/lists.js'
export type { Match, Matches } from './hamming/columns.js'
export { scan, type ScanMatches, type ScanOptions } from './stream/scan.js'
export { scanDistances, type DistanceBatch, type ScanDistancesOptions } from './stream/scan-distances.js'
export type { ScanSource, WatchOptions } from './stream/windows.js'
export type { NamedPattern, Pattern, Strands } from './hamming/patterns.js'
export { preparePattern, prepareText, type PreparedPattern, type PreparedText, type Sequence, type Symbols } from './sequence.js'
export { calibrate, type CalibrateOptions } from './calibrate/index.js'
export { explain, profileOf, profileOfSums, type ExplainOptions } from './plan/explain.js'
export { listAlgorithms, type AlgorithmInfo } from './plan/registry.js'
export type { Considered, Plan } from './plan/choose.js'
export type { Profile } from './plan/profile.js'
export { defaultPrices, type Prices, type Unit, type Work } from './plan/machine.js'
export type { Alike, LetterGroup, Period, Stretches, SumsetTask, Task, ThreeSumTask } from './plan/problem.js'
export type { MatchingOptions, RunOptions } from './options.js'
export type { Alphabet, Ambiguity, Matching } from './alphabet/index.js'
export { reverseComplement } from './alphabet/complement.js'
export { countOutside } from './alphabet/outside.js'
export { compiledKernels, type KernelModule } from './wasm/kernels.js'
export { HammingwayError, type ErrorCode } from './errors.js'
