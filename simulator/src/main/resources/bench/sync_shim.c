/*
 * Counts the syncs of the process that it is preloaded into, and makes each take longer. The file
 * named by SYNC_SHIM is mapped: eight bytes that count, eight bytes of microseconds that are waited
 * before each sync, of the machine's own order. Whoever reads and sets them does so while it runs.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

static _Atomic int64_t *cell;
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);

__attribute__((constructor)) static void begin(void) {
  real_fsync = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
  real_fdatasync = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
  const char *name = getenv("SYNC_SHIM");
  int file = name == NULL ? -1 : open(name, O_RDWR | O_CLOEXEC);
  if (file >= 0) {
    void *at = mmap(NULL, 16, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    cell = at == MAP_FAILED ? NULL : at;
    close(file);
  }
}

static void counted(void) {
  if (cell == NULL) {
    return;
  }
  atomic_fetch_add(&cell[0], 1);
  int64_t micros = atomic_load(&cell[1]);
  struct timespec left = {micros / 1000000, micros % 1000000 * 1000};
  while (micros > 0 && nanosleep(&left, &left) != 0) {
  }
}

int fsync(int fd) {
  counted();
  return real_fsync(fd);
}

int fdatasync(int fd) {
  counted();
  return real_fdatasync(fd);
}
