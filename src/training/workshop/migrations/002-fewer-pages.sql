create table event_kept (
  session text not null references session (code),
  seq bigint not null,
  at bigint not null,
  kind text not null,
  seat text not null,
  once text,
  data text not null,
  primary key (session, seq)
) {clustered};
insert into event_kept select session, seq, at, kind, seat, once, data from event;
drop table event;
alter table event_kept rename to event;
create unique index event_once on event (session, once);
alter table session drop column last;
