package penstock.edge.sandbox;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;

/**
 * What a package may try, and what is to come of it. Each is tried as root of the user namespace: a plain user inside can do less.
 * {@code $HOST_PORT} and {@code $HOST_PID} are a listening port and a process of the host.
 */
enum Hostile {
    FORKS_WITHOUT_END("bash -c 'f() { f | f & }; f; sleep 3'", Told.PROCESSES),
    FORKS_AND_ENDS("i=0; while [ $i -lt 200 ]; do sleep 5 & i=$((i+1)); done; exit 0", Told.FEW_PROCESSES),
    STARTS_THREADS_WITHOUT_END(
            "python3 -c 'import threading, time\nwhile True: threading.Thread(target=time.sleep, args=(1,)).start()'",
            Told.FEW_PROCESSES),
    EATS_MEMORY("head -c 2000000000 /dev/zero | tail -c 1500000000 > /dev/null", Told.MEMORY),
    EATS_MEMORY_IN_SHM("cat /dev/zero > /dev/shm/x", Told.FAILS),
    FILLS_THE_DISK("cat /dev/zero > /fill", Told.DISK),
    FILLS_TMP("cat /dev/zero > /tmp/fill", Told.DISK),
    FILLS_VAR_TMP("cat /dev/zero > /var/tmp/fill", Told.DISK),
    FILLS_RUN("cat /dev/zero > /run/fill", Told.FAILS),
    FILLS_AND_DELETES("cat /dev/zero > /fill; sleep 1; rm /fill; exit 0", Told.DISK),
    MAKES_FILES_WITHOUT_END("i=0; while : > /f$i; do i=$((i+1)); done", Told.DISK),
    MAKES_A_HUGE_SPARSE_FILE("truncate -s 4G /sparse", Told.DISK),
    LOGS_WITHOUT_END("yes", Told.OUTPUT),
    LOGS_ERRORS_WITHOUT_END("yes >&2", Told.OUTPUT),
    IGNORES_SIGTERM("trap '' TERM INT HUP QUIT; while :; do sleep 1; done", Told.TIME),
    STOPS_ITSELF("kill -STOP $$", Told.TIME),
    READS_A_TERMINAL("cat < /dev/tty", Told.FAILS),
    DAEMONIZES("(setsid sh -c 'exec sleep 4242.4242' > /dev/null 2>&1 &) ; exit 0", Told.CONTAINED),
    KILLS_EVERYTHING("kill -9 $HOST_PID; kill -9 -1; kill -9 1; true", Told.CONTAINED),
    KILLS_ITS_BUBBLEWRAP("kill -9 1 $PPID; sleep 1; exit 9", Told.ENDS),
    WRITES_TO_A_MOUNT("echo x > /usr/penstock-was-here", Told.FAILS),
    REMOUNTS_A_MOUNT("mount -o remount,rw /usr && echo x > /usr/penstock-was-here", Told.FAILS),
    UNMOUNTS_A_MOUNT("umount /usr", Told.FAILS),
    REMOUNTS_IN_A_NAMESPACE_OF_ITS_OWN(
            "unshare -Urm sh -c 'mount -o remount,rw /usr && echo x > /usr/penstock-was-here'", Told.FAILS),
    UNMOUNTS_IN_A_NAMESPACE_OF_ITS_OWN("unshare -Urm umount /usr", Told.FAILS),
    WRITES_KERNEL_SETTINGS("echo 1 > /proc/sys/kernel/panic", Told.FAILS),
    WRITES_CORE_PATTERN("echo '|/tmp/x' > /proc/sys/kernel/core_pattern", Told.FAILS),
    // The letter h only prints a help text, should it get through.
    PRESSES_SYSRQ("echo h > /proc/sysrq-trigger", Told.FAILS),
    READS_KERNEL_MEMORY("head -c 1 /proc/kcore || head -c 1 /dev/mem || head -c 1 /dev/kmsg", Told.FAILS),
    MAKES_A_DISK_NODE("mknod /disk b 254 0 && head -c 1 /disk", Told.FAILS),
    MAKES_A_CHARACTER_NODE("mknod /mem c 1 1 && head -c 1 /mem", Told.FAILS),
    WRITES_TO_DEV("echo x > /dev/new", Told.FAILS),
    SEES_DISKS("ls /dev/vda /dev/sda /dev/loop0 /dev/fuse /dev/kvm 2>/dev/null | grep .", Told.FAILS),
    SEES_THE_HOST("ls -d /oldroot /newroot /sys/root /home 2>/dev/null | grep .", Told.FAILS),
    LEAVES_ITS_ROOT("chroot /proc/1/root ls -d /sys/disk /work /boot 2>/dev/null | grep .", Told.FAILS),
    SEES_OTHER_PROCESSES("[ $(ls -d /proc/[0-9]* | wc -l) -gt 12 ]", Told.FAILS),
    TRACES_ITS_PARENT(
            "dd if=/proc/1/mem of=/dev/null bs=1 count=1 2>/dev/null && ls /proc/1/root/sys/disk", Told.FAILS),
    CONNECTS_TO_THE_HOSTS_LOOPBACK("bash -c \"exec 3<> /dev/tcp/127.0.0.1/$HOST_PORT\"", Told.FAILS),
    CONNECTS_TO_THE_WORLD("bash -c 'exec 3<> /dev/tcp/192.0.2.1/80'", Told.FAILS),
    HAS_INTERFACES("grep -v -e lo: -e Inter -e face /proc/net/dev", Told.FAILS),
    SEES_ABSTRACT_SOCKETS("grep @ /proc/net/unix", Told.FAILS),
    GAINS_PRIVILEGES("grep -q 'NoNewPrivs:.1' /proc/self/status && exit 1", Told.FAILS),
    HAS_DANGEROUS_CAPABILITIES(
            "capsh --decode=$(sed -n 's/CapPrm:.//p' /proc/self/status) | grep -e sys_admin -e net_ -e ptrace -e mknod",
            Told.FAILS),
    INHERITS_THE_ENVIRONMENT("env | grep -v -e ^PATH= -e ^HOST_ -e ^PWD= -e ^SHLVL= -e ^_=", Told.FAILS),
    INHERITS_OPEN_FILES("ls /proc/self/fd | grep -v '^[0-3]$'", Told.FAILS),
    SETS_THE_CLOCK("date -s @0", Told.FAILS),
    LOADS_A_MODULE("modprobe loop || insmod /usr/none.ko", Told.FAILS);

    /** What is told in the end. */
    enum Told {
        PROCESSES("processes: 64"),
        /** The same, but over so quickly that it is missed where the kernel does not count. */
        FEW_PROCESSES("processes: 64"),
        MEMORY("memory: 256 MiB"),
        DISK("disk: 32 MiB"),
        OUTPUT("output: 1 MiB"),
        TIME("time: 2 s"),
        /** Exit status other than 0: what was tried did not succeed. */
        FAILS(""),
        /** Any ending. */
        ENDS(""),
        /** Exit status 0, and nothing of it is left. */
        CONTAINED("");

        final String limit;

        Told(String limit) {
            this.limit = limit;
        }
    }

    final String script;
    final Told told;

    Hostile(String script, Told told) {
        this.script = script;
        this.told = told;
    }

    Sandbox.Ended in(Sandbox.Root root, int hostPort) throws OutsideFailure, InterruptedException {
        var time = Duration.ofSeconds(told == Told.TIME ? 2 : 20);
        var said = new ByteArrayOutputStream();
        return root.run(
                new Sandbox.Command(
                        List.of("/bin/sh", "-c", script),
                        Map.of(
                                "PATH",
                                "/usr/bin:/usr/sbin",
                                "HOST_PORT",
                                Integer.toString(hostPort),
                                "HOST_PID",
                                Long.toString(ProcessHandle.current().pid())),
                        "/",
                        List.of(new Sandbox.Mount(Path.of("/usr"), "/usr")),
                        new Sandbox.Limits(time, 256L << 20, 64, 1 << 20),
                        true,
                        false),
                said::write);
    }

    /**
     * What is wrong with an ending; empty when nothing is.
     *
     * @param counted whether the kernel tells of limits, that is whether there are control groups
     */
    String complaint(Sandbox.Ended ended, boolean counted) {
        boolean right = switch (told) {
            case FAILS -> ended.exitCode() != 0;
            case CONTAINED -> ended.ok();
            case ENDS -> true;
            case MEMORY, FEW_PROCESSES -> counted ? ended.limit().orElse("").equals(told.limit) : ended.exitCode() != 0;
            default -> ended.limit().orElse("").equals(told.limit);
        };
        return right ? "" : name() + ": " + ended;
    }
}
