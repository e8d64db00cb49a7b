// The export list, grouped by task.
export { mark, alloc, release } from "./arena";
export { encodeLetters, encodeBytes, rank16, rank32 } from "./encode";
export { planes4, planes8 } from "./planes";
export { distances, addDistances } from "./counters";
export { compare8, compareBits, compare16, compare32 } from "./compare";
export { naiveNumbers, naiveSets } from "./naive";

export { scatter, readVisits, mismatchesOf, lookUp8, lookUp16, lookUp32, lookUpBelow } from "./scatter";
export { scanFew, scanMany, readRows } from "./saturating";
export { setRoots } from "./depth-first";
export { forward32, inverse32, convolve32, spectrum32 } from "./fft32";
export { forward64, inverse64, convolve64, spectrum64 } from "./fft64";
export { spread32, gather32, spread64, gather64, windowRest, sameWeight, energy } from "./correlate";
export { mark16, mark32 } from "./mark";
export { spread16, forward16, product16, inverse16, gather16 } from "./ntt16";
export { halves32, halves64, splitHalves32, splitHalves64, toSingle, multiplyHalves32, settleHalves32 } from "./halves";
export { collect, sortRecords, tally, clamp } from "./hits";
export { survey, divisorOf, normalise } from "./numbers";
export { spectrumAt32, spectrumAt64, productAt32, productAt64, fold32, fold64, markAll, unfold32, unfold64, squares32, squares64, settle32, settle64, mend64, emit32, emit64 } from "./sums";
export { distinct, narrow, widen, countPairs, weighPairs, takeCounts, takeWeights, pairKeys, sortKeys, joinKeys } from "./pairs";
export { divide, addRoots, bucketCounts, foldPoints, takeKnownCounts, takeKnownRoots, judge, occupied, harvest } from "./buckets";
export { packedProduct, pack, joinResidues } from "./packed";
export { foldWords, subtractWords, multiplyWords, candidates, peel, indicate, indicateSet } from "./peel";
export { findSeeds, mismatches, verify, takeMatches, readSeeds, readLetters } from "./seeds";
export { reachUp, reachDown, differences, sumTwice, readEvents } from "./periodic";
export { panelsOf, equalTiles8, equalTiles16, rankShared, lowHalves } from "./equality-product";
export { keysOf, uniteKeys, indexKeys, matchAtSecond, matchAtTable, meetKeys, nearKeys, numbersAt, pickCounts, liftPlaces } from "./three-sum";
export { reduce16, reduce32, reduce64, reduceDouble, slideSums16, slideSums32, slideSums64, sumTiles16, sumTiles32, sumTiles64 } from "./sum-tiles";
