package io.quarkiverse.replicated.it.orm;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** Brings its own key: Hibernate takes no connection for it before the transaction commits. */
@Entity
public class Note extends PanacheEntityBase {

    @Id
    public String text;

    public static Note of(String text) {
        Note note = new Note();
        note.text = text;
        return note;
    }
}
