/* Every distance by FFTW, overlap and save: A, C, G, T at the corners of a tetrahedron, three real correlations summed in the spectrum, one
   inverse for a block. f32, or f64 with -DDOUBLE.
   fftw TEXT PATTERN MILLISECONDS WISDOM BLOCK: one block length. WISDOM -: a plan that was not measured, for tests.
   fftw TEXT PATTERN 0 WISDOM BLOCK BLOCK ...: prints the fastest of several, and keeps their plans in the file WISDOM. */
#include "race.h"
#include <fftw3.h>
#ifdef DOUBLE
typedef double number;
#define FFTW(name) fftw_##name
#else
typedef float number;
#define FFTW(name) fftwf_##name
#endif

static const number CORNERS[4][3] = {{1, 1, 1}, {1, -1, -1}, {-1, 1, -1}, {-1, -1, 1}};
static number value_of[3][256];
static long block;
static unsigned effort = FFTW_MEASURE;
static number *x;
static FFTW(complex) *spectrum, *sum, *own[3];
static FFTW(plan) forward, inverse;

static void run(void) {
  long step = block - m + 1, bins = block / 2 + 1;
  for (int c = 0; c < 3; c++) {
    for (long j = 0; j < m; j++) x[j] = value_of[c][pattern[j]];
    memset(x + m, 0, sizeof(number) * (block - m));
    FFTW(execute_dft_r2c)(forward, x, own[c]);
  }
  for (long first = 0; first < shifts; first += step) {
    long count = n - first < block ? n - first : block;
    for (int c = 0; c < 3; c++) {
      const number *value = value_of[c];
      for (long i = 0; i < count; i++) x[i] = value[text[first + i]];
      memset(x + count, 0, sizeof(number) * (block - count));
      FFTW(execute_dft_r2c)(forward, x, spectrum);
      number *restrict s = (number *)sum;
      const number *restrict a = (const number *)spectrum, *restrict b = (const number *)own[c];
      if (c == 0) {
        for (long q = 0; q < 2 * bins; q += 2) {
          s[q] = a[q] * b[q] + a[q + 1] * b[q + 1];
          s[q + 1] = a[q + 1] * b[q] - a[q] * b[q + 1];
        }
      } else {
        for (long q = 0; q < 2 * bins; q += 2) {
          s[q] += a[q] * b[q] + a[q + 1] * b[q + 1];
          s[q + 1] += a[q + 1] * b[q] - a[q] * b[q + 1];
        }
      }
    }
    FFTW(execute_dft_c2r)(inverse, sum, x);
    number scale = (number)1 / block / 4, add = (number)m * 3 / 4 + (number)0.5;
    long to = shifts - first < step ? shifts - first : step;
    for (long i = 0; i < to; i++) distances[first + i] = (int32_t)(add - x[i] * scale);
  }
}

static void open_block(long length) {
  block = length;
  x = FFTW(malloc)(sizeof(number) * block);
  spectrum = FFTW(malloc)(sizeof(number) * (block + 2));
  sum = FFTW(malloc)(sizeof(number) * (block + 2));
  for (int c = 0; c < 3; c++) own[c] = FFTW(malloc)(sizeof(number) * (block + 2));
  forward = FFTW(plan_dft_r2c_1d)(block, x, spectrum, effort);
  inverse = FFTW(plan_dft_c2r_1d)(block, sum, x, effort);
}

static void close_block(void) {
  FFTW(destroy_plan)(forward);
  FFTW(destroy_plan)(inverse);
  FFTW(free)(x);
  FFTW(free)(spectrum);
  FFTW(free)(sum);
  for (int c = 0; c < 3; c++) FFTW(free)(own[c]);
}

int main(int count, char **arguments) {
  if (count < 6) return 2;
  read_problem(arguments);
  for (int c = 0; c < 3; c++)
    for (int a = 0; a < 4; a++) value_of[c][(uint8_t) "ACGT"[a]] = CORNERS[a][c];
  if (strcmp(arguments[4], "-") == 0) effort = FFTW_ESTIMATE;
  else FFTW(import_wisdom_from_filename)(arguments[4]);
  if (count == 6) {
    open_block(atol(arguments[5]));
    race(atof(arguments[3]), run);
    return 0;
  }
  double least = 1e18;
  long best = 0;
  for (int i = 5; i < count; i++) {
    open_block(atol(arguments[i]));
    for (int r = 0; r < 3; r++) {
      double start = clock_of(CLOCK_MONOTONIC);
      run();
      double time = clock_of(CLOCK_MONOTONIC) - start;
      if (time < least) least = time, best = block;
    }
    close_block();
  }
  FFTW(export_wisdom_to_filename)(arguments[4]);
  printf("%ld\n", best);
  return 0;
}
