/**
 * The nouns of the tower, as records that check themselves, and the ports {@link tower.model.Time}
 * and {@link tower.model.Random}.
 *
 * <p>This room owns the words; every other room speaks them. It knows no file, no clock, no wire,
 * no database and no other room.
 */
@NullMarked
package tower.model;

import org.jspecify.annotations.NullMarked;
