/*
 * The floor of the bus figures: a master that is nothing but a loop. It reads holding registers of
 * unit 1 from address 100 on and keeps t3.5.
 *
 *   loop_master DEVICE BAUD BITS_PER_BYTE REGISTERS WARM_UP_MS MS
 *
 * Prints "transactions errors microseconds cpu-microseconds".
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

static const int64_t SECOND = 1000000000;

static int64_t now(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return t.tv_sec * SECOND + t.tv_nsec;
}

static uint16_t crc(const uint8_t *p, int n) {
  uint16_t c = 0xFFFF;
  while (n--) {
    c ^= *p++;
    for (int i = 0; i < 8; i++) c = c & 1 ? (c >> 1) ^ 0xA001 : c >> 1;
  }
  return c;
}

static int exchange(int line, int count, int64_t silence) {
  uint8_t q[8] = {1, 3, 0, 100, 0, count}, a[256];
  uint16_t c = crc(q, 6);
  q[6] = c;
  q[7] = c >> 8;
  int want = 5 + 2 * count, have = 0;
  if (write(line, q, 8) != 8) return 0;
  struct pollfd fd = {line, POLLIN, 0};
  while (have < want && poll(&fd, 1, 1000) > 0) {
    int n = read(line, a + have, sizeof a - have);
    if (n <= 0) break;
    have += n;
  }
  int64_t next = now(CLOCK_MONOTONIC) + silence;
  struct timespec t = {next / SECOND, next % SECOND};
  clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL);
  return have == want && crc(a, want - 2) == (a[want - 2] | a[want - 1] << 8) && a[4] == 100;
}

int main(int argc, char **argv) {
  if (argc != 7) return 2;
  int baud = atoi(argv[2]), bits = atoi(argv[3]), count = atoi(argv[4]);
  int64_t silence = baud > 19200 ? 1750000 : 7 * SECOND * bits / baud / 2;
  int line = open(argv[1], O_RDWR | O_NOCTTY);
  struct termios t;
  if (line < 0 || tcgetattr(line, &t) != 0) {
    perror(argv[1]);
    return 1;
  }
  cfmakeraw(&t);
  tcsetattr(line, TCSANOW, &t);
  prctl(PR_SET_TIMERSLACK, 1);
  int64_t warm = now(CLOCK_MONOTONIC) + atoll(argv[5]) * 1000000;
  while (now(CLOCK_MONOTONIC) < warm) exchange(line, count, silence);
  long good = 0, errors = 0;
  int64_t begun = now(CLOCK_MONOTONIC), cpu = now(CLOCK_PROCESS_CPUTIME_ID);
  int64_t end = begun + atoll(argv[6]) * 1000000;
  while (now(CLOCK_MONOTONIC) < end) {
    if (exchange(line, count, silence)) good++;
    else errors++;
  }
  printf("%ld %ld %lld %lld\n", good, errors,
         (long long)(now(CLOCK_MONOTONIC) - begun) / 1000,
         (long long)(now(CLOCK_PROCESS_CPUTIME_ID) - cpu) / 1000);
}
