package io.quarkiverse.replicated.demo;

import java.util.List;

import jakarta.persistence.Entity;

import io.quarkus.hibernate.orm.panache.PanacheEntity;
import io.quarkus.panache.common.Sort;

@Entity
public class Message extends PanacheEntity {

    public String text;
    public int views;

    static Message add(String text) {
        Message message = new Message();
        message.text = text;
        message.persist();
        return message;
    }

    static List<Message> latest() {
        return findAll(Sort.descending("id")).page(0, 8).list();
    }

    static List<Message> search(String word) {
        return find("text ilike ?1", Sort.descending("id"), "%" + word + "%").page(0, 8).list();
    }
}
