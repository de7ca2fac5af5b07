package io.quarkiverse.replicated.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuoteTest {

    private static final String ODD = "a\"b'c\\d:e";

    @Test
    void eachLanguageEscapesItsOwn() {
        assertThat(Quote.identifier(ODD)).isEqualTo("\"a\"\"b'c\\d:e\"");
        assertThat(Quote.literal(ODD)).isEqualTo("'a\"b''c\\d:e'");
        assertThat(Quote.setting(ODD)).isEqualTo("'a\"b''c\\\\d:e'");
        assertThat(Quote.conninfo(ODD)).isEqualTo("'a\"b\\'c\\\\d:e'");
        assertThat(Quote.passfile(ODD)).isEqualTo("a\"b'c\\\\d\\:e");
    }

    @Test
    void positionIsTwoHalvesOfSixtyFourBits() {
        assertThat(Lsn.parse("16/B374D848")).isEqualTo(0x16B374D848L);
        assertThat(Lsn.format(0x16B374D848L)).isEqualTo("16/B374D848");
        assertThat(Lsn.parse("0/0")).isZero();
    }
}
