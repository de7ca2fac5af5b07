package io.quarkiverse.replicated.it.consistency;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

@Entity
public class Document {

    @Id
    public long id;

    // Not @Version: the tests choose it.
    public long version;
}
