/*
 * A peer of the product's master: libmodbus, reading holding registers of unit 1 from address 100.
 *
 *   libmodbus_master DEVICE BAUD REGISTERS WARM_UP_MS MS
 *
 * Prints "transactions errors microseconds cpu-microseconds".
 */
#define _GNU_SOURCE
#include <errno.h>
#include <modbus.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static const int64_t SECOND = 1000000000;

static int64_t now(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return t.tv_sec * SECOND + t.tv_nsec;
}

int main(int argc, char **argv) {
  if (argc != 6) return 2;
  int count = atoi(argv[3]);
  modbus_t *master = modbus_new_rtu(argv[1], atoi(argv[2]), 'N', 8, 1);
  modbus_set_slave(master, 1);
  modbus_set_response_timeout(master, 1, 0);
  if (modbus_connect(master) != 0) {
    fprintf(stderr, "%s: %s\n", argv[1], modbus_strerror(errno));
    return 1;
  }
  uint16_t r[125];
  int64_t warm = now(CLOCK_MONOTONIC) + atoll(argv[4]) * 1000000;
  while (now(CLOCK_MONOTONIC) < warm) modbus_read_registers(master, 100, count, r);
  long good = 0, errors = 0;
  int64_t begun = now(CLOCK_MONOTONIC), cpu = now(CLOCK_PROCESS_CPUTIME_ID);
  int64_t end = begun + atoll(argv[5]) * 1000000;
  while (now(CLOCK_MONOTONIC) < end) {
    if (modbus_read_registers(master, 100, count, r) == count && r[0] == 100) good++;
    else errors++;
  }
  printf("%ld %ld %lld %lld\n", good, errors,
         (long long)(now(CLOCK_MONOTONIC) - begun) / 1000,
         (long long)(now(CLOCK_PROCESS_CPUTIME_ID) - cpu) / 1000);
  modbus_close(master);
}
