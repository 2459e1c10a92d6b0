package penstock.require;

/** Whose names and versions a requirement is written in. */
public enum Ecosystem {
    PYTHON,
    PUPPET,
    /** Packages of a distribution, as bindep names them. */
    SYSTEM
}
