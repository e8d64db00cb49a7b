/* What the native rivals share: files, clocks, and the line they print. A run fills `distances`; it is timed here, by the wall and by the
   processor, for at least the milliseconds asked for, and its output is reused, as that of every contestant. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static uint8_t *text, *pattern;
static long n, m, shifts;
static uint32_t *distances;

static double clock_of(clockid_t id) {
  struct timespec t;
  clock_gettime(id, &t);
  return t.tv_sec * 1e3 + t.tv_nsec * 1e-6;
}

static uint8_t *read_file(const char *path, long *length) {
  FILE *file = fopen(path, "rb");
  if (!file) exit(3);
  fseek(file, 0, SEEK_END);
  *length = ftell(file);
  rewind(file);
  uint8_t *bytes = malloc(*length + 64);
  if (fread(bytes, 1, *length, file) != (size_t)*length) exit(3);
  fclose(file);
  memset(bytes + *length, 0, 64);
  return bytes;
}

static void read_problem(char **arguments) {
  text = read_file(arguments[1], &n);
  pattern = read_file(arguments[2], &m);
  shifts = n - m + 1;
  distances = malloc(4 * shifts);
  memset(distances, 0, 4 * shifts);
}

/* The answer in the three numbers of bench/answers.js, and the samples. */
static void race(double milliseconds, void (*run)(void)) {
  enum { MOST = 4096 };
  static double wall[MOST], processor[MOST];
  int runs = 0;
  for (double start = clock_of(CLOCK_MONOTONIC); runs == 0 || (runs < MOST && clock_of(CLOCK_MONOTONIC) - start < milliseconds); runs++) {
    double w = clock_of(CLOCK_MONOTONIC), p = clock_of(CLOCK_PROCESS_CPUTIME_ID);
    run();
    wall[runs] = clock_of(CLOCK_MONOTONIC) - w;
    processor[runs] = clock_of(CLOCK_PROCESS_CPUTIME_ID) - p;
  }
  uint32_t hash = 0x811c9dc5;
  uint64_t sum = 0;
  for (long i = 0; i < shifts; i++) {
    hash = (hash ^ distances[i]) * 0x01000193;
    sum += distances[i];
  }
  printf("{\"answer\":{\"count\":%ld,\"sum\":%llu,\"hash\":\"%08x\"},\"wall\":[", shifts, (unsigned long long)sum, hash);
  for (int i = 0; i < runs; i++) printf("%s%.4f", i ? "," : "", wall[i]);
  printf("],\"processor\":[");
  for (int i = 0; i < runs; i++) printf("%s%.4f", i ? "," : "", processor[i]);
  printf("]}\n");
}
