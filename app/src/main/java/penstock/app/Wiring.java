package penstock.app;

import penstock.app.cli.Parts;
import penstock.app.doctor.Doctor;
import penstock.edge.process.ProcessRunner;

/** The one class that constructs: adapters, engine, surfaces. Nothing is made before it is asked for. */
final class Wiring implements Parts {
    private final ProcessRunner processes = new ProcessRunner();

    @Override
    public Doctor doctor() {
        return new Doctor(processes);
    }
}
