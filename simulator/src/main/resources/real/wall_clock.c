/*
 * A wall clock that somebody sets: preloaded into one process, it adds to CLOCK_REALTIME what the
 * file named by TOWER_CLOCK says, in nanoseconds, eight bytes of the machine's own order. With the
 * second eight bytes not zero the clock stands at that time. Every other clock goes on as it is.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define SECOND 1000000000LL

static volatile const int64_t *set;
static int (*real_gettime)(clockid_t, struct timespec *);

__attribute__((constructor)) static void begin(void) {
  real_gettime = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
  const char *name = getenv("TOWER_CLOCK");
  int file = name == NULL ? -1 : open(name, O_RDONLY | O_CLOEXEC);
  if (file >= 0) {
    void *at = mmap(NULL, 16, PROT_READ, MAP_SHARED, file, 0);
    set = at == MAP_FAILED ? NULL : at;
    close(file);
  }
}

int clock_gettime(clockid_t clock, struct timespec *ts) {
  if (real_gettime == NULL) {
    begin();
  }
  int result = real_gettime(clock, ts);
  if (result == 0 && set != NULL && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
    int64_t stands = set[1];
    int64_t now = stands != 0 ? stands : ts->tv_sec * SECOND + ts->tv_nsec + set[0];
    ts->tv_sec = now / SECOND;
    ts->tv_nsec = now % SECOND;
  }
  return result;
}

int gettimeofday(struct timeval *restrict tv, void *restrict zone) {
  (void)zone;
  struct timespec ts;
  int result = clock_gettime(CLOCK_REALTIME, &ts);
  tv->tv_sec = ts.tv_sec;
  tv->tv_usec = ts.tv_nsec / 1000;
  return result;
}

time_t time(time_t *into) {
  struct timespec ts;
  clock_gettime(CLOCK_REALTIME, &ts);
  if (into != NULL) {
    *into = ts.tv_sec;
  }
  return ts.tv_sec;
}
