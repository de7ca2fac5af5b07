package io.quarkiverse.replicated.deployment.reports;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of the table that the default persistence unit makes and fills on the primary. */
@Entity
@Table(name = "product")
public class Report {

    @Id
    public long id;

    public String name;
}
