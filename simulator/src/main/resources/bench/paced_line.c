/*
 * A serial line with drives at its end, on a pseudo-terminal: every byte takes its time.
 *
 *   paced_line BAUD BITS_PER_BYTE ANSWER_US [REGISTER=VALUE ...]
 *
 * Prints the device to open. A request's last bit arrives when its bytes have taken their time from
 * the moment they were written; the answer begins ANSWER_US later, but not before t3.5 of silence,
 * because only that ends a frame. Registers hold their own address until they are set or written;
 * every unit answers, functions 3 and 16.
 *
 * A line on standard input asks for the counts since the last one, "requests broken early", where
 * early are requests that came before t3.5 after the answer. End of input ends the program.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

enum { FRAME = 256, REGISTERS = 65536 };
static const int64_t SECOND = 1000000000, LENIENCE = 50000;

static uint16_t registers[REGISTERS];
static int64_t byte_nanos, silence_nanos, answer_nanos, last_end;
static long requests, broken, early;

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

static uint16_t crc(const uint8_t *p, int n) {
  uint16_t c = 0xFFFF;
  while (n--) {
    c ^= *p++;
    for (int i = 0; i < 8; i++) c = c & 1 ? (c >> 1) ^ 0xA001 : c >> 1;
  }
  return c;
}

static int word(const uint8_t *p) { return p[0] << 8 | p[1]; }

/* Length of the answer, 0 for none. */
static int answer(const uint8_t *q, int length, uint8_t *a) {
  if (length < 8 || crc(q, length - 2) != (q[length - 2] | q[length - 1] << 8)) return 0;
  int first = word(q + 2), count = word(q + 4), end = 6;
  if (first + count > REGISTERS || count > 125) return 0;
  memcpy(a, q, 6);
  if (q[1] == 3 && length == 8) {
    a[2] = 2 * count;
    end = 3;
    for (int i = 0; i < count; i++) {
      a[end++] = registers[first + i] >> 8;
      a[end++] = registers[first + i];
    }
  } else if (q[1] == 16 && q[6] == 2 * count && length == 9 + q[6]) {
    for (int i = 0; i < count; i++) registers[first + i] = word(q + 7 + 2 * i);
  } else {
    return 0;
  }
  uint16_t c = crc(a, end);
  a[end++] = c;
  a[end++] = c >> 8;
  return end;
}

static void serve(int line, const uint8_t *q, int length, int64_t arrived) {
  uint8_t a[FRAME];
  requests++;
  int n = answer(q, length, a);
  if (n == 0) {
    broken++;
    return;
  }
  int64_t begins = arrived + answer_nanos;
  for (int i = 0; i < n; i++) {
    sleep_until(begins + (i + 1) * byte_nanos);
    if (write(line, a + i, 1) != 1) return;
  }
  last_end = begins + n * byte_nanos;
}

static int open_line(void) {
  int line = posix_openpt(O_RDWR | O_NOCTTY);
  if (line < 0 || grantpt(line) != 0 || unlockpt(line) != 0) {
    perror("pseudo-terminal");
    exit(1);
  }
  /* Kept open, so that reading does not fail while nobody else has it open. */
  int other = open(ptsname(line), O_RDWR | O_NOCTTY);
  struct termios t;
  tcgetattr(other, &t);
  cfmakeraw(&t);
  tcsetattr(other, TCSANOW, &t);
  printf("%s\n", ptsname(line));
  fflush(stdout);
  return line;
}

static int told(void) {
  char text[64];
  if (read(0, text, sizeof text) <= 0) return 0;
  printf("%ld %ld %ld\n", requests, broken, early);
  fflush(stdout);
  requests = broken = early = 0;
  return 1;
}

int main(int argc, char **argv) {
  if (argc < 4) return 2;
  int baud = atoi(argv[1]), bits = atoi(argv[2]);
  byte_nanos = SECOND * bits / baud;
  silence_nanos = baud > 19200 ? 1750000 : 7 * byte_nanos / 2;
  answer_nanos = atoll(argv[3]) * 1000;
  if (answer_nanos < silence_nanos) answer_nanos = silence_nanos;
  for (int i = 0; i < REGISTERS; i++) registers[i] = i;
  for (int i = 4; i < argc; i++) {
    int at, value;
    if (sscanf(argv[i], "%d=%d", &at, &value) == 2) registers[at & 0xFFFF] = value;
  }
  prctl(PR_SET_TIMERSLACK, 1);
  struct pollfd fds[] = {{open_line(), POLLIN, 0}, {0, POLLIN, 0}};
  uint8_t q[FRAME];
  int length = 0;
  int64_t arrived = 0;
  for (;;) {
    struct timespec wait = {0, 0};
    int64_t left = arrived + silence_nanos - now();
    if (length > 0 && left > 0) wait = (struct timespec){left / SECOND, left % SECOND};
    ppoll(fds, 2, length > 0 ? &wait : NULL, NULL);
    if (fds[0].revents & POLLIN) {
      int n = read(fds[0].fd, q + length, FRAME - length);
      int64_t at = now();
      if (length == 0) {
        arrived = at;
        early += at < last_end + silence_nanos - LENIENCE;
      }
      arrived = (at > arrived ? at : arrived) + (n > 0 ? n : 0) * byte_nanos;
      length += n > 0 ? n : 0;
      if (length == FRAME) length = 0;
    } else if (length > 0 && now() >= arrived + silence_nanos) {
      serve(fds[0].fd, q, length, arrived);
      length = 0;
    }
    if ((fds[1].revents & (POLLIN | POLLHUP)) && !told()) return 0;
  }
}
