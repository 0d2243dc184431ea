/**
 * Digital points: the ports for inputs and outputs, debounce, and their implementation on header
 * pins and on I2C expanders.
 *
 * <p>Polled levels are the truth, edges are hints, and only closing is debounced: an open stop
 * input counts from its first sample. It must not know what a point means to the tower, nor the
 * core's events. Nothing else in the house may import the GPIO library.
 */
@NullMarked
package tower.gpio;

import org.jspecify.annotations.NullMarked;
