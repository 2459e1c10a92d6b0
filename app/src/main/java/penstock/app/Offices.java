package penstock.app;

import penstock.engine.promote.PromotionOffice;

/** Who does what commands of other processes ask for, beside the factory itself. */
record Offices(Administration administration, PromotionOffice promotions, PurgeOffice purges) {}
