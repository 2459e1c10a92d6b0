package penstock.app;

/** The one class that constructs: adapters, engine, surfaces. */
final class Wiring {
    private Wiring() {}
}
