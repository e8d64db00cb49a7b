/* Every distance by comparing bytes: positions outside, a block of shifts inside, counted in bytes, then in 16 bits, then in 32. The compiler
   makes vectors of the inner loops.
   brute TEXT PATTERN MILLISECONDS */
#include "race.h"

enum { BLOCK = 8192, BYTE = 255, HALF = 65280 };

static void run(void) {
  for (long first = 0; first < shifts; first += BLOCK) {
    long count = shifts - first < BLOCK ? shifts - first : BLOCK;
    uint32_t *out = distances + first;
    memset(out, 0, 4 * count);
    for (long h = 0; h < m; h += HALF) {
      uint16_t halves[BLOCK] = {0};
      long h_end = h + HALF < m ? h + HALF : m;
      for (long b = h; b < h_end; b += BYTE) {
        uint8_t bytes[BLOCK] = {0};
        long b_end = b + BYTE < h_end ? b + BYTE : h_end;
        for (long j = b; j < b_end; j++) {
          uint8_t symbol = pattern[j];
          const uint8_t *at = text + first + j;
          for (long i = 0; i < count; i++) bytes[i] += at[i] != symbol;
        }
        for (long i = 0; i < count; i++) halves[i] += bytes[i];
      }
      for (long i = 0; i < count; i++) out[i] += halves[i];
    }
  }
}

int main(int count, char **arguments) {
  if (count != 4) return 2;
  read_problem(arguments);
  race(atof(arguments[3]), run);
  return 0;
}
