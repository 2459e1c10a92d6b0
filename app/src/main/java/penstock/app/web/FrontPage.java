package penstock.app.web;

import io.javalin.http.Context;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.PublishedLines;

/** The first page: what is published, and how to use it. */
final class FrontPage {
    private final PublishedLines published;
    private final Pages pages;

    FrontPage(PublishedLines published, Pages pages) {
        this.published = published;
        this.pages = pages;
    }

    void show(Context context) throws OutsideFailure {
        context.header("Cache-Control", "no-cache");
        pages.front(context, published.lines(), OwnAddress.of(context));
    }
}
