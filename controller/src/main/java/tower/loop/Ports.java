package tower.loop;

import tower.drive.DriveBus;
import tower.gpio.Debounce;
import tower.gpio.Inputs;
import tower.gpio.Outputs;
import tower.model.Time;
import tower.store.Store;

/**
 * Everything the loop reaches the world through.
 *
 * @param time monotonic time and the wall clock
 * @param pause the wait between cycles
 * @param inputs input pins
 * @param debounce turns raw levels into an image
 * @param outputs output pins
 * @param bus the drives
 * @param store the disk
 * @param sequencing the planner beside the loop
 */
public record Ports(
    Time time,
    Pause pause,
    Inputs inputs,
    Debounce debounce,
    Outputs outputs,
    DriveBus bus,
    Store store,
    Sequencing sequencing) {}
