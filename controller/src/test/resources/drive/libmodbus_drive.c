/* A positioning drive (CiA 402 over Modbus RTU, the reference register map) on libmodbus, written
   from the drive's description alone: a peer that shares no code with the master under test.
   Usage: libmodbus_drive DEVICE UNIT */
#include <modbus.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { DISABLED = 0x40, READY = 0x21, SWITCHED_ON = 0x23, ENABLED = 0x27, STOPPING = 0x07 };

static modbus_mapping_t *map;
static int state = DISABLED, homed, homing_done, acknowledge;
static double position = 777, goal = 777, last;

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

static int get(int address) {
  return (int)(((unsigned)map->tab_registers[address] << 16) | map->tab_registers[address + 1]);
}

static void put(int address, int value) {
  map->tab_registers[address] = (uint16_t)((unsigned)value >> 16);
  map->tab_registers[address + 1] = (uint16_t)value;
}

static void settle(void) {
  double now = seconds();
  int home = get(6918) == 6;
  double step = (now - last) * (home ? get(10248) : get(6942));
  last = now;
  if (state == ENABLED) {
    if (position < goal) position = position + step < goal ? position + step : goal;
    if (position > goal) position = position - step > goal ? position - step : goal;
    if (home && goal == -30 && position == goal) {
      position = goal = 0;
      homed = homing_done = 1;
    }
  }
  int word = state | 1 << 4 | 1 << 9;
  int there = position == goal && (!home || homing_done);
  if (there) word |= 1 << 10 | 1 << 14;
  if (home ? homing_done : acknowledge) word |= 1 << 12;
  if (homed) word |= 1 << 15;
  put(6916, word);
  put(6920, get(6918));
  put(7706, (int)position);
}

static void control(int word) {
  int start = (word & 16) != 0;
  switch (word & 15) {
    case 6: state = READY; break;
    case 7: if (state != DISABLED) state = SWITCHED_ON; break;
    case 15:
      if (state == SWITCHED_ON) state = ENABLED;
      if (state == ENABLED && start && !acknowledge) {
        homing_done = 0;
        goal = get(6918) == 6 ? -30 : get(6940);
      }
      acknowledge = start && state == ENABLED;
      break;
    case 2: state = state == ENABLED ? STOPPING : DISABLED; break;
    default: state = DISABLED;
  }
  if (state != ENABLED) goal = position;
}

int main(int argc, char **argv) {
  uint8_t query[MODBUS_RTU_MAX_ADU_LENGTH];
  if (argc != 3) return 2;
  modbus_t *bus = modbus_new_rtu(argv[1], 115200, 'N', 8, 1);
  map = modbus_mapping_new(0, 0, 11000, 0);
  if (!bus || !map || modbus_set_slave(bus, atoi(argv[2])) || modbus_connect(bus)) {
    perror("libmodbus_drive");
    return 1;
  }
  put(10, 32);
  last = seconds();
  puts("ready");
  fflush(stdout);
  for (;;) {
    int length = modbus_receive(bus, query);
    if (length < 0) return 0;
    if (length == 0) continue;
    settle();
    modbus_reply(bus, query, length, map);
    int address = query[2] << 8 | query[3], count = query[4] << 8 | query[5];
    if (query[1] == 16 && address <= 6915 && address + count > 6915) {
      settle();
      control(map->tab_registers[6915]);
    }
  }
}
