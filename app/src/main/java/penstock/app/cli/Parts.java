package penstock.app.cli;

import penstock.app.doctor.Doctor;

/**
 * What the commands work with, each made when it is asked for, so that a short command starts fast.
 */
public interface Parts {
    Doctor doctor();
}
