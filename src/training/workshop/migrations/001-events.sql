create table session (
  code text primary key,
  id text not null unique,
  made bigint not null,
  title text not null,
  plan text not null,
  secret text not null,
  last bigint not null default 0
);
create table event (
  session text not null references session (code),
  seq bigint not null,
  at bigint not null,
  kind text not null,
  seat text not null,
  once text,
  data text not null,
  primary key (session, seq)
);
create unique index event_once on event (session, once);
