package penstock.config;

/**
 * Where deployment tests are.
 *
 * @param repository the git project's address
 * @param ref a branch, tag or commit
 * @param folder in which their folders are; empty for the top
 */
public record ScenariosConfig(String repository, String ref, String folder) {}
