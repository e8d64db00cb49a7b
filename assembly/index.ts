// The export list, grouped by task.
export { mark, alloc, release } from "./arena";
export { encodeLetters, encodeBytes, rank16, rank32 } from "./encode";
export { planes4, planes8 } from "./planes";
export { distances, addDistances } from "./counters";
export { compare8, compareBits, compare16, compare32 } from "./compare";

export { scanFew, scanMany, readRows } from "./saturating";
export { collect, sortRecords, tally, clamp } from "./hits";
