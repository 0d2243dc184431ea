/*
 * The floor of the stop figures: waits for an edge on a socket, then writes stop frames with t3.5
 * between them to a pseudo-terminal. Nothing else runs in it, so what it is late by is the machine's.
 *
 *   edge_loop FRAMES FRAME_BYTES BAUD BITS_PER_BYTE MEAN_PAUSE_US
 *
 * Edges come at random moments until standard input ends; then it prints how late the last byte of
 * the last frame was against the line's own time, in nanoseconds, one edge a line.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 1000000, LONGEST = 256 };
static const int64_t SECOND = 1000000000;
static int wires[2], far_side;
static int64_t pause_nanos;

static int64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * SECOND + t.tv_nsec;
}

static void sleep_until(int64_t nanos) {
  struct timespec t = {nanos / SECOND, nanos % SECOND};
  while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL) != 0) {
  }
}

/* Opens the contact, and says when it did. */
static void *edges(void *unused) {
  (void)unused;
  unsigned seed = 1;
  struct pollfd in = {0, POLLIN, 0};
  char text[64];
  for (;;) {
    sleep_until(now() + pause_nanos / 2 + (int64_t)rand_r(&seed) % pause_nanos);
    if (poll(&in, 1, 0) > 0 && read(0, text, sizeof text) <= 0) break;
    int64_t at = now();
    if (write(wires[1], &at, sizeof at) != sizeof at) break;
  }
  close(wires[1]);
  return NULL;
}

static void *drain(void *unused) {
  (void)unused;
  char bytes[4096];
  while (read(far_side, bytes, sizeof bytes) > 0) {
  }
  return NULL;
}

static int open_line(void) {
  far_side = posix_openpt(O_RDWR | O_NOCTTY);
  if (far_side < 0 || grantpt(far_side) != 0 || unlockpt(far_side) != 0) exit(1);
  int line = open(ptsname(far_side), O_RDWR | O_NOCTTY);
  struct termios t;
  tcgetattr(line, &t);
  cfmakeraw(&t);
  tcsetattr(line, TCSANOW, &t);
  return line;
}

int main(int argc, char **argv) {
  if (argc != 6) return 2;
  int frames = atoi(argv[1]), bytes = atoi(argv[2]), baud = atoi(argv[3]), bits = atoi(argv[4]);
  pause_nanos = atoll(argv[5]) * 1000;
  if (bytes > LONGEST || pause_nanos < 1) return 2;
  int64_t frame_nanos = bytes * (SECOND * bits / baud);
  int64_t silence = baud > 19200 ? 1750000 : 7 * SECOND * bits / baud / 2;
  int64_t own = frames * frame_nanos + (frames - 1) * silence;
  static int64_t late[MOST];
  int count = 0, line = open_line();
  char frame[LONGEST] = {1, 16};
  prctl(PR_SET_TIMERSLACK, 1);
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, wires) != 0) return 1;
  pthread_t one, two;
  pthread_create(&one, NULL, edges, NULL);
  pthread_create(&two, NULL, drain, NULL);
  int64_t at;
  while (count < MOST && read(wires[0], &at, sizeof at) == sizeof at) {
    int64_t end = 0;
    for (int i = 0; i < frames; i++) {
      if (i > 0) sleep_until(end + silence);
      if (write(line, frame, bytes) != bytes) return 1;
      end = now() + frame_nanos;
    }
    late[count++] = end - at - own;
  }
  for (int i = 0; i < count; i++) printf("%lld\n", (long long)late[i]);
}
