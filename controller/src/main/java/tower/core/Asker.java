package tower.core;

/**
 * Who asks for something.
 *
 * @param name of the principal
 * @param from address that the request came from, empty where there is none
 */
public record Asker(String name, String from) {}
