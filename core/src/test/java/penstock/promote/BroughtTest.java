package penstock.promote;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What people bring as evidence has bounds. */
class BroughtTest {
    private static Brought brought(String job, String who, String url, String notes) {
        return new Brought(
                job,
                job.isEmpty() ? "perhaps" : "SUCCESS",
                new Evidence.Source(Evidence.Origin.PERSON, who, ""),
                new Evidence.Remarks(url, notes));
    }

    @Test
    void what_is_well_formed_is_taken() {
        assertThat(brought("smoke test", "Ada Lovelace", "https://ci.example.org/1?a=b", "it\nworks")
                        .mistakes())
                .isEmpty();
        assertThat(brought("smoke", "Ada", "", "").mistakes()).isEmpty();
    }

    @Test
    void every_mistake_is_found_at_once() {
        assertThat(brought("", " ", "javascript:alert(1)", "n".repeat(Brought.NOTES + 1))
                        .mistakes())
                .extracting(Brought.Mistake::field)
                .containsExactly("job", "result", "url", "notes", "who");
        assertThat(brought("a<b", "Ada\nEve", "https://a b", "").mistakes())
                .extracting(Brought.Mistake::field)
                .containsExactly("job", "url", "who");
        assertThat(brought("a", "A".repeat(Brought.WHO + 1), "https://" + "a".repeat(Brought.URL), "")
                        .mistakes())
                .extracting(Brought.Mistake::field)
                .containsExactly("url", "who");
    }
}
