package penstock.engine.promote;

import java.util.List;
import penstock.promote.Rule;

/** The rules that are in force. */
public interface Rules {
    List<Rule> rules();
}
