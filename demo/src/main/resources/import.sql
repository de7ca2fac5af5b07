insert into Message (id, text, views) values (nextval('Message_SEQ'), 'Welcome. Write something.', 0);
