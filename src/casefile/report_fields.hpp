// SPDX-License-Identifier: Apache-2.0
//
// The fields of report facts by name, once, for whoever goes over all of them: the reader and the
// writer of the JSON document, the table, the tests' inventor of facts. A visitor is called with
// each field's name and the field, in the order of the document.
#pragma once

#include <concepts>
#include <type_traits>

#include "casefile/report_facts.hpp"

namespace pelf::casefile::report {

/// T or const T.
template <class Given, class T>
concept Is = std::same_as<std::remove_const_t<Given>, T>;

template <class Visitor, Is<Amount> Facts>
void visit_fields(Visitor& visit, Facts& facts) {
    visit("units", facts.units);
    visit("asset", facts.asset);
    visit("decimals", facts.decimals);
}

template <class Visitor, Is<Valuation> Facts>
void visit_fields(Visitor& visit, Facts& facts) {
    visit("amount", facts.amount);
    visit("on", facts.on);
    visit("method", facts.method);
}

template <class Visitor, Is<Address> Facts>
void visit_fields(Visitor& visit, Facts& facts) {
    visit("kind", facts.kind);
    visit("street", facts.street);
    visit("building", facts.building);
    visit("post_code", facts.post_code);
    visit("town", facts.town);
    visit("region", facts.region);
    visit("country", facts.country);
}

template <class Visitor, Is<Phone> Facts>
void visit_fields(Visitor& visit, Facts& facts) {
    visit("kind", facts.kind);
    visit("country_prefix", facts.country_prefix);
    visit("number", facts.number);
    visit("extension", facts.extension);
}

template <class Visitor, Is<Identifier> Facts>
void visit_fields(Visitor& visit, Facts& facts) {
    visit("kind", facts.kind);
    visit("number", facts.number);
    visit("country", facts.country);
    visit("region", facts.region);
    visit("authority", facts.authority);
    visit("description", facts.description);
    visit("issued", facts.issued);
    visit("expires", facts.expires);
}

template <class Visitor, Is<Name> Facts>
void visit_fields(Visitor& visit, Facts& facts) {
    visit("kind", facts.kind);
    visit("full", facts.full);
    visit("first", facts.first);
    visit("middle", facts.middle);
    visit("last", facts.last);
    visit("suffix", facts.suffix);
    visit("script", facts.script);
}

template <class Visitor, Is<Party> Facts>
void visit_fields(Visitor& visit, Facts& facts) {
    visit("key", facts.key);
    visit("kind", facts.kind);
    visit("roles", facts.roles);
    visit("customer", facts.is_customer);
    visit("customer_number", facts.customer_number);
    visit("names", facts.names);
    visit("born", facts.born);
    visit("born_place", facts.born_place);
    visit("born_country", facts.born_country);
    visit("gender", facts.gender);
    visit("nationalities", facts.nationalities);
    visit("residence", facts.residence);
    visit("occupation", facts.occupation);
    visit("legal_form", facts.legal_form);
    visit("incorporated", facts.incorporated);
    visit("incorporated_country", facts.incorporated_country);
    visit("incorporated_region", facts.incorporated_region);
    visit("directors", facts.directors);
    visit("tax_registered", facts.tax_registered);
    visit("addresses", facts.addresses);
    visit("phones", facts.phones);
    visit("emails", facts.emails);
    visit("websites", facts.websites);
    visit("identifiers", facts.identifiers);
    visit("relationships", facts.relationships);
    visit("unknown", facts.unknown);
}

template <class Visitor, Is<Account> Facts>
void visit_fields(Visitor& visit, Facts& facts) {
    visit("key", facts.key);
    visit("holder", facts.holder);
    visit("kind", facts.kind);
    visit("number", facts.number);
    visit("iban", facts.iban);
    visit("name", facts.name);
    visit("institution", facts.institution);
    visit("institution_code", facts.institution_code);
    visit("swift", facts.swift);
    visit("institution_country", facts.institution_country);
    visit("institution_identifiers", facts.institution_identifiers);
    visit("branch", facts.branch);
    visit("currency", facts.currency);
    visit("ledger", facts.ledger);
    visit("type_code", facts.type_code);
    visit("status_code", facts.status_code);
    visit("client_number", facts.client_number);
    visit("beneficiary", facts.beneficiary);
    visit("holder_role", facts.holder_role);
    visit("opened", facts.opened);
    visit("closed", facts.closed);
    visit("balance", facts.balance);
    visit("at_filer", facts.is_at_filer);
    visit("not_bank", facts.is_not_bank);
}

template <class Visitor, Is<Side> Facts>
void visit_fields(Visitor& visit, Facts& facts) {
    visit("party", facts.party);
    visit("account", facts.account);
    visit("funds_code", facts.funds_code);
    visit("country", facts.country);
}

template <class Visitor, Is<Transaction> Facts>
void visit_fields(Visitor& visit, Facts& facts) {
    visit("key", facts.key);
    visit("reference", facts.reference);
    visit("internal_reference", facts.internal_reference);
    visit("ledger", facts.ledger);
    visit("time", facts.time);
    visit("place", facts.place);
    visit("description", facts.description);
    visit("method_code", facts.method_code);
    visit("method_comment", facts.method_comment);
    visit("amount", facts.amount);
    visit("value", facts.value);
    visit("from", facts.from);
    visit("to", facts.to);
    visit("suspicious", facts.is_suspicious);
}

template <class Visitor, Is<Hit> Facts>
void visit_fields(Visitor& visit, Facts& facts) {
    visit("party", facts.party);
    visit("source", facts.source);
    visit("list_name", facts.list_name);
    visit("list_version", facts.list_version);
    visit("published", facts.published);
    visit("entry", facts.entry);
    visit("name", facts.name);
    visit("matched_name", facts.matched_name);
    visit("programmes", facts.programmes);
    visit("authority", facts.authority);
    visit("score", facts.score);
    visit("decision", facts.decision);
    visit("reason", facts.reason);
}

template <class Visitor, Is<Institution> Facts>
void visit_fields(Visitor& visit, Facts& facts) {
    visit("name", facts.name);
    visit("trade_names", facts.trade_names);
    visit("kind", facts.kind);
    visit("address", facts.address);
    visit("phones", facts.phones);
    visit("emails", facts.emails);
    visit("identifiers", facts.identifiers);
    visit("country", facts.country);
}

template <class Visitor, Is<Property> Facts>
void visit_fields(Visitor& visit, Facts& facts) {
    visit("key", facts.key);
    visit("action", facts.action);
    visit("on", facts.on);
    visit("released", facts.released);
    visit("kind", facts.kind);
    visit("description", facts.description);
    visit("location", facts.location);
    visit("amount", facts.amount);
    visit("value", facts.value);
    visit("owners", facts.owners);
    visit("parties", facts.parties);
    visit("account", facts.account);
    visit("transaction", facts.transaction);
    visit("programmes", facts.programmes);
    visit("authority", facts.authority);
    visit("held_as", facts.held_as);
    visit("instruction", facts.instruction);
    visit("basis", facts.basis);
    visit("transferee", facts.transferee);
    visit("transferee_contact", facts.transferee_contact);
}

template <class Visitor, Is<Contact> Facts>
void visit_fields(Visitor& visit, Facts& facts) {
    visit("first", facts.first);
    visit("last", facts.last);
    visit("title", facts.title);
    visit("office", facts.office);
    visit("gender", facts.gender);
    visit("nationality", facts.nationality);
    visit("residence", facts.residence);
    visit("id_number", facts.id_number);
    visit("phone", facts.phone);
    visit("email", facts.email);
    visit("address", facts.address);
}

template <class Visitor, Is<Decision> Facts>
void visit_fields(Visitor& visit, Facts& facts) {
    visit("disposition", facts.disposition);
    visit("reason_code", facts.reason_code);
    visit("text", facts.text);
    visit("proposed_by", facts.proposed_by);
    visit("approved_by", facts.approved_by);
    visit("at", facts.at);
}

template <class Visitor, Is<Narrative> Facts>
void visit_fields(Visitor& visit, Facts& facts) {
    visit("reason", facts.reason);
    visit("action", facts.action);
    visit("text", facts.text);
}

template <class Visitor, Is<TraceEnd> Facts>
void visit_fields(Visitor& visit, Facts& facts) {
    visit("kind", facts.kind);
    visit("name", facts.name);
    visit("account", facts.account);
    visit("place", facts.place);
    visit("amount", facts.amount);
    visit("listed", facts.is_listed);
}

template <class Visitor, Is<TracePolicy> Facts>
void visit_fields(Visitor& visit, Facts& facts) {
    visit("policy", facts.policy);
    visit("total", facts.total);
    visit("ends", facts.ends);
}

template <class Visitor, Is<TraceStart> Facts>
void visit_fields(Visitor& visit, Facts& facts) {
    visit("place", facts.place);
    visit("account", facts.account);
    visit("amount", facts.amount);
}

template <class Visitor, Is<TraceSummary> Facts>
void visit_fields(Visitor& visit, Facts& facts) {
    visit("ledger", facts.ledger);
    visit("network", facts.network);
    visit("tip", facts.tip);
    visit("height", facts.height);
    visit("from", facts.from);
    visit("policies", facts.policies);
    visit("truncated", facts.is_truncated);
    visit("limits", facts.limits);
    visit("bundle", facts.bundle);
}

template <class Visitor, Is<ListLookedAt> Facts>
void visit_fields(Visitor& visit, Facts& facts) {
    visit("source", facts.source);
    visit("version", facts.version);
    visit("published", facts.published);
    visit("entries", facts.entries);
}

template <class Visitor, Is<LedgerLookedAt> Facts>
void visit_fields(Visitor& visit, Facts& facts) {
    visit("name", facts.name);
    visit("height", facts.height);
    visit("tip", facts.tip);
    visit("tip_time", facts.tip_time);
}

template <class Visitor, Is<LookedAt> Facts>
void visit_fields(Visitor& visit, Facts& facts) {
    visit("lists", facts.lists);
    visit("ledgers", facts.ledgers);
    visit("losses", facts.losses);
    visit("tool", facts.tool);
    visit("not_looked_at", facts.not_looked_at);
}

template <class Visitor, Is<GoamlFacts> Facts>
void visit_fields(Visitor& visit, Facts& facts) {
    visit("rentity_id", facts.rentity_id);
    visit("rentity_branch", facts.rentity_branch);
    visit("submission_code", facts.submission_code);
    visit("report_code", facts.report_code);
    visit("reference", facts.reference);
    visit("fiu_reference", facts.fiu_reference);
    visit("local_currency", facts.local_currency);
    visit("user_code", facts.user_code);
    visit("location", facts.location);
    visit("indicators", facts.indicators);
}

template <class Visitor, Is<CodedKind> Facts>
void visit_fields(Visitor& visit, Facts& facts) {
    visit("type", facts.type);
    visit("subtype", facts.subtype);
    visit("other", facts.other);
}

template <class Visitor, Is<InternetAddress> Facts>
void visit_fields(Visitor& visit, Facts& facts) {
    visit("address", facts.address);
    visit("on", facts.on);
}

template <class Visitor, Is<FincenFacts> Facts>
void visit_fields(Visitor& visit, Facts& facts) {
    visit("filing", facts.filing);
    visit("joint", facts.is_joint);
    visit("prior_id", facts.prior_id);
    visit("note", facts.note);
    visit("transmitter", facts.transmitter);
    visit("transmitter_contact", facts.transmitter_contact);
    visit("regulator", facts.regulator);
    visit("organisation", facts.organisation);
    visit("from", facts.from);
    visit("to", facts.to);
    visit("amount", facts.amount);
    visit("cumulative", facts.cumulative);
    visit("loss", facts.loss);
    visit("amount_unknown", facts.is_amount_unknown);
    visit("no_amount_involved", facts.is_no_amount_involved);
    visit("no_branch_involved", facts.is_no_branch_involved);
    visit("pay_location", facts.pay_location);
    visit("activities", facts.activities);
    visit("internet_addresses", facts.internet_addresses);
    visit("attachment", facts.attachment);
}

template <class Visitor, Is<OfacFacts> Facts>
void visit_fields(Visitor& visit, Facts& facts) {
    visit("year", facts.year);
    visit("certified_by", facts.certified_by);
    visit("certified_title", facts.certified_title);
}

template <class Visitor, Is<TravelRule> Facts>
void visit_fields(Visitor& visit, Facts& facts) {
    visit("originators", facts.originators);
    visit("beneficiaries", facts.beneficiaries);
    visit("originator_accounts", facts.originator_accounts);
    visit("beneficiary_accounts", facts.beneficiary_accounts);
    visit("originating_vasp", facts.originating_vasp);
    visit("beneficiary_vasp", facts.beneficiary_vasp);
    visit("intermediaries", facts.intermediaries);
    visit("transliterations", facts.transliterations);
}

template <class Visitor, Is<ReportFacts> Facts>
void visit_fields(Visitor& visit, Facts& facts) {
    visit("case_id", facts.case_id);
    visit("title", facts.title);
    visit("notice", facts.notice);
    visit("made", facts.made);
    visit("filer", facts.filer);
    visit("contact", facts.contact);
    visit("parties", facts.parties);
    visit("accounts", facts.accounts);
    visit("transactions", facts.transactions);
    visit("hits", facts.hits);
    visit("properties", facts.properties);
    visit("decision", facts.decision);
    visit("narrative", facts.narrative);
    visit("trace", facts.trace);
    visit("looked_at", facts.looked_at);
    visit("goaml", facts.goaml);
    visit("fincen", facts.fincen);
    visit("ofac", facts.ofac);
    visit("travel_rule", facts.travel_rule);
}

}  // namespace pelf::casefile::report
