package penstock.app.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import penstock.build.BuildRequest;
import penstock.engine.access.Role;
import penstock.engine.query.LineViews;
import penstock.engine.query.SnapshotViews;
import penstock.engine.testkit.LeftoverCheck;
import penstock.line.LineEvent;

/** The pages in a real browser: at two widths, light and dark, by keyboard, for a screen reader, and live (issue 3, B3). */
@Tag("extended")
@ExtendWith(LeftoverCheck.class)
class BrowserTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path SHOTS = Path.of("target/screenshots");
    private static final int PHONE = 390;
    private static final int DESKTOP = 1280;
    private static final String LINE = "/-/lines/" + ShownFactory.LINE;
    private static final List<String> TAGS = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice");

    @TempDir
    static Path folder;

    private static @Nullable ShownFactory shown;
    private static @Nullable Playwright playwright;
    private static @Nullable Browser launched;

    private final List<String> complaints = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        Assumptions.assumeTrue(Files.exists(CHROMIUM), "no chromium on this machine");
        shown = new ShownFactory(folder);
        shown.promoted();
        Playwright.CreateOptions options =
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
        Playwright made = Playwright.create(options);
        playwright = made;
        launched = made.chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    @AfterAll
    static void stop() throws Exception {
        if (launched != null) {
            launched.close();
        }
        if (playwright != null) {
            playwright.close();
        }
        if (shown != null) {
            shown.close();
        }
    }

    private static ShownFactory factory() {
        return Objects.requireNonNull(shown);
    }

    private static Browser browser() {
        return Objects.requireNonNull(launched);
    }

    private static BrowserContext context(int width, ColorScheme scheme) {
        return browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, 844)
                        .setColorScheme(scheme));
    }

    /** A page that writes down what a person would see in the console. */
    private Page open(BrowserContext context, String path) {
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(path + ": " + message.text());
            }
        });
        page.onPageError(error -> complaints.add(path + ": " + error));
        page.onDialog(dialog -> complaints.add(path + ": a dialog: " + dialog.message()));
        page.navigate(factory().address + path);
        return page;
    }

    private Map<String, String> pages() throws Exception {
        LineViews.BuildLine failed = factory().source.lines().builds(ShownFactory.LINE, Optional.empty(), 300).stream()
                .filter(build -> build.row().status().equals("FAILED"))
                .findFirst()
                .orElseThrow();
        StringBuilder log = new StringBuilder();
        for (int i = 2; i <= 1200; i++) {
            log.append(i == 42 ? "FAILED (failures=2) \u001b[31mred\u001b[0m\n" : "line " + i + " of the log\n");
        }
        factory().log(failed.row().id(), log.toString());
        SnapshotViews.Made made = factory()
                .source
                .snapshots()
                .made(ShownFactory.LINE, Optional.empty(), 1)
                .getFirst();
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("lines", "/");
        pages.put("line", LINE);
        pages.put("packages", LINE + "/packages");
        pages.put("package", LINE + "/packages/oslo-config");
        pages.put("package-needs", LINE + "/packages/heat-18");
        pages.put("builds", LINE + "/builds");
        pages.put("build", "/-/builds/" + failed.row().id());
        pages.put("running", "/-/builds/" + factory().startHostile().id());
        pages.put("commit", LINE + "/commits/" + failed.row().commits().source());
        pages.put("snapshots", LINE + "/snapshots");
        pages.put("snapshot", LINE + "/snapshots/" + made.row().directory());
        pages.put("labels", LINE + "/labels");
        pages.put("label", LINE + "/labels/tested");
        pages.put("test-day", LINE + "/labels/tested/test-day");
        pages.put("promotions", LINE + "/promotions");
        pages.put("digest", LINE + "/digest");
        pages.put("history", LINE + "/history");
        pages.put("none", "/-/lines/none");
        pages.put("repositories", "/-/repositories");
        return pages;
    }

    @Test
    void everyPageIsReadableAtBothWidthsAndInBothSchemes() throws Exception {
        Files.createDirectories(SHOTS);
        Map<String, String> pages = pages();
        List<String> wrong = new ArrayList<>();
        for (int width : new int[] {DESKTOP, PHONE}) {
            for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
                try (BrowserContext context = context(width, scheme)) {
                    for (Map.Entry<String, String> one : pages.entrySet()) {
                        String name =
                                one.getKey() + "-" + width + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT);
                        Page page = open(context, one.getValue());
                        wrong.addAll(sideways(page, name));
                        // Rules of a width and rules of a scheme do not meet: two of the four have them all.
                        if ((width == PHONE) == (scheme == ColorScheme.DARK)) {
                            wrong.addAll(inaccessible(page, name));
                        }
                        page.screenshot(new Page.ScreenshotOptions()
                                .setPath(SHOTS.resolve(name + ".png"))
                                .setFullPage(!one.getKey().equals("running")
                                        && !one.getKey().equals("build")));
                        page.close();
                    }
                }
            }
        }
        complaints.removeIf(complaint -> complaint.startsWith("/-/lines/none"));
        assertThat(wrong).isEmpty();
        assertThat(complaints).isEmpty();
    }

    private static List<String> sideways(Page page, String name) {
        Object beyond = page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
        return ((Number) beyond).intValue() > 0 ? List.of(name + " scrolls sideways by " + beyond) : List.of();
    }

    /** What a screen reader's user or one who sees little would stumble over (WCAG 2.1 AA, by axe-core). */
    private static List<String> inaccessible(Page page, String name) {
        return new AxeBuilder(page)
                .withTags(TAGS).analyze().getViolations().stream()
                        .map(violation -> name + ": " + violation.getId() + ": "
                                + violation.getNodes().getFirst().getHtml() + " and "
                                + violation.getNodes().size())
                        .toList();
    }

    @Test
    void aKeyboardReachesEverything() throws Exception {
        try (BrowserContext context = context(DESKTOP, ColorScheme.LIGHT)) {
            Page page = open(context, "/");
            page.keyboard().press("Tab");
            assertThat(page.locator(":focus")).hasText("Skip to the content");
            page.keyboard().press("Enter");
            assertThat(page.locator("#main")).isFocused();
            page.keyboard().press("Tab");
            assertThat(page.locator(":focus")).hasText(ShownFactory.LINE);
            Object outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle");
            assertThat(outline).isEqualTo("solid");
            page.keyboard().press("Enter");
            page.waitForURL("**" + LINE);
            List<String> unreached = new ArrayList<>();
            Object links = page.evaluate(
                    "Array.from(document.querySelectorAll('a[href], button, input, select')).filter(e => e.tabIndex >= 0).length");
            for (int i = 0; i < ((Number) links).intValue(); i++) {
                page.keyboard().press("Tab");
                Object where = page.evaluate(
                        "document.activeElement.matches('a, button, input, select, pre') ? '' : document.activeElement.outerHTML");
                if (!where.equals("")) {
                    unreached.add(String.valueOf(where));
                }
            }
            assertThat(unreached).isEmpty();
            assertThat(page.locator("h1")).hasCount(1);
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void aRunningBuildsLogGrowsAndItsVerdictAppears() throws Exception {
        try (BrowserContext context = context(DESKTOP, ColorScheme.LIGHT)) {
            BuildRequest request = factory().startHostile();
            Page page = open(context, "/-/builds/" + request.id());
            assertThat(page.locator("h1")).containsText("running");
            assertThat(page.locator("#log")).containsText("compiling part " + (ShownFactory.RUNNING_LINES - 1));
            factory().print("a line that has just come <b>not bold</b>\n");
            assertThat(page.locator("#log")).containsText("a line that has just come <b>not bold</b>");
            factory().fail(request);
            assertThat(page.locator("h1")).containsText("failed in build");
            assertThat(page.locator(".cause")).containsText("<script>alert(1)</script> ‹202E›evil‹1B›[31m");
            assertThat(page.locator("#said")).containsText("failed");
            Object numbers =
                    page.evaluate("new Set(Array.from(document.querySelectorAll('#log > div'), e => e.id)).size"
                            + " - document.querySelectorAll('#log > div').length");
            assertThat(numbers).isEqualTo(0);
            page.reload();
            assertThat(page.locator("#log .shows")).containsText("error: <script>");
            page.locator(".evidence a").first().click();
            assertThat(page.locator("#log .shows")).isInViewport();
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void anOpenLineShowsWhatHappens() throws Exception {
        try (BrowserContext context = context(PHONE, ColorScheme.DARK)) {
            Page page = open(context, LINE);
            BuildRequest request = factory().startHostile();
            factory().fail(request);
            assertThat(page.locator("section[aria-labelledby=ended]")).containsText("evil&<b>");
            factory().write(new LineEvent.Looking(List.of()));
            assertThat(page.locator("b")).hasCount(0);
        }
        assertThat(complaints).isEmpty();
    }

    /** Part 4, C: without scripts and without a mouse. */
    @Test
    void aResultIsReportedByKeyboardAlone() throws Exception {
        String token = factory().token("browser", Role.REPORTER);
        try (BrowserContext context = browser()
                .newContext(new Browser.NewContextOptions()
                        .setJavaScriptEnabled(false)
                        .setViewportSize(PHONE, 844))) {
            Page page = open(context, LINE + "/labels/tested/test-day");
            for (int i = 0; i < 60 && page.locator("#job:focus").count() == 0; i++) {
                page.keyboard().press("Tab");
            }
            report(page, "penstock_no");
            assertThat(page.locator("[role=alert]")).containsText("this token is not known");
            assertThat(page.locator("#who")).hasValue("Ada Lovelace");
            assertThat(page.locator("#token")).hasValue("");
            page.locator("[role=alert] a").focus();
            page.keyboard().press("Enter");
            page.keyboard().press("Shift+Tab");
            page.keyboard().press("Tab");
            assertThat(page.locator("#token")).isFocused();
            page.keyboard().type(token);
            page.keyboard().press("Enter");
            assertThat(page.locator("#kept")).containsText("Kept: upgrade");
            assertThat(page.locator("#tried + table")).containsText("Ada Lovelace");
        }
        complaints.removeIf(complaint -> complaint.contains("401"));
        assertThat(complaints).isEmpty();
    }

    /** Fills the form in from its first field on. */
    private static void report(Page page, String token) {
        page.keyboard().type("upgrade");
        page.keyboard().press("Tab");
        page.keyboard().press("Space");
        page.keyboard().press("Tab");
        page.keyboard().type("Ada Lovelace");
        page.keyboard().press("Tab");
        page.keyboard().press("Tab");
        page.keyboard().type("It came up.");
        page.keyboard().press("Tab");
        page.keyboard().type(token);
        page.keyboard().press("Enter");
    }

    @Test
    void everythingButLiveUpdatesWorksWithoutScripts() {
        try (BrowserContext context =
                browser().newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            Page page = open(context, "/");
            page.locator("h2 a").first().click();
            page.locator(".tabs a", new Page.LocatorOptions().setHasText("Packages"))
                    .click();
            page.locator("#name").fill("nova");
            page.locator("button").click();
            page.locator("tbody th a").first().click();
            assertThat(page.locator("h1")).hasText("nova");
            page.locator(".commits .state").first().click();
            assertThat(page.locator("h1")).containsText("nova");
        }
        assertThat(complaints).isEmpty();
    }
}
