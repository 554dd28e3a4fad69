// SPDX-License-Identifier: Apache-2.0
//
// What a report to an authority is made of: who reports, whom, what happened, what was found,
// decided and looked at. Plain values; report_fields.hpp names their fields,
// docs/formats/report-facts.md says what they mean. An empty text, list or optional is "not given",
// never a default: what a report asks for and the facts do not have is refused, not invented.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"

namespace pelf::casefile::report {

/// Seconds since 1970, UTC.
struct Moment {
    std::int64_t unix_s = 0;
    auto operator<=>(const Moment&) const = default;
};

/// "1984", "1984-10" or "1984-10-15": as exact as it is known. Empty: not given.
struct PartialDay {
    std::string text;
    bool operator==(const PartialDay&) const = default;
};

/// A count of the smallest unit, in decimal digits without zeros before them, at most 256 bits.
/// Empty: not given.
struct Units {
    std::string digits;
    bool operator==(const Units&) const = default;
};

struct Amount {
    Units units;
    std::string asset;           ///< "BTC", "USD".
    std::uint64_t decimals = 0;  ///< Of one whole: 8 for BTC, 2 for USD.
    bool operator==(const Amount&) const = default;
};

struct Valuation {
    Amount amount;
    std::optional<Date> on;
    std::string method;  ///< "closing price of the day", "estimate of ...".
    bool operator==(const Valuation&) const = default;
};

struct Address {
    std::string kind;  ///< home, business, registered, other.
    std::string street;
    std::string building;
    std::string post_code;
    std::string town;
    std::string region;
    std::string country;  ///< Two letters of ISO 3166, as everywhere here.
    bool operator==(const Address&) const = default;
};

struct Phone {
    std::string kind;  ///< home, business, mobile, fax.
    std::string country_prefix;
    std::string number;
    std::string extension;
    bool operator==(const Phone&) const = default;
};

struct Identifier {
    std::string kind;  ///< See kIdentifierKinds.
    std::string number;
    std::string country;
    std::string region;
    std::string authority;
    std::string description;  ///< What it is, where the kind is "other".
    std::optional<Date> issued;
    std::optional<Date> expires;
    bool operator==(const Identifier&) const = default;
};

struct Name {
    std::string kind;  ///< legal, alias, birth, maiden, trade, short.
    std::string full;
    std::string first;
    std::string middle;
    std::string last;
    std::string suffix;
    std::string script;  ///< ISO 15924: "Latn", "Kore". Empty is Latin.
    bool operator==(const Name&) const = default;
};

struct Party {
    std::string key;   ///< What other facts call it by.
    std::string kind;  ///< person, entity.
    std::vector<std::string> roles;
    bool is_customer = false;
    std::string customer_number;
    std::vector<Name> names;
    PartialDay born;
    std::string born_place;
    std::string born_country;
    std::string gender;  ///< F, M.
    std::vector<std::string> nationalities;
    std::string residence;
    std::string occupation;  ///< Of an entity its business.
    std::string legal_form;
    std::optional<Date> incorporated;
    std::string incorporated_country;
    std::string incorporated_region;
    std::vector<std::string> directors;  ///< Keys of parties.
    std::string tax_registered;          ///< Y, N.
    std::vector<Address> addresses;
    std::vector<Phone> phones;
    std::vector<std::string> emails;
    std::vector<std::string> websites;
    std::vector<Identifier> identifiers;
    std::vector<std::string> relationships;  ///< To the filer: customer, employee, none, ...
    std::vector<std::string> unknown;  ///< Facts asked for and not to be had: born, address, ...
    bool operator==(const Party&) const = default;
};

struct Account {
    std::string key;
    std::string holder;  ///< Key of a party.
    std::string kind;    ///< bank, wallet, custody.
    std::string number;  ///< A wallet's address.
    std::string iban;
    std::string name;
    std::string institution;
    std::string institution_code;
    std::string swift;
    std::string institution_country;
    std::vector<Identifier> institution_identifiers;
    std::string branch;
    std::string currency;
    std::string ledger;  ///< Of a wallet: bitcoin, ethereum, ...
    std::string type_code;
    std::string status_code;
    std::string client_number;
    std::string beneficiary;
    std::string holder_role;
    std::optional<Date> opened;
    std::optional<Date> closed;
    Amount balance;
    bool is_at_filer = false;  ///< The filer keeps it.
    bool is_not_bank = false;
    bool operator==(const Account&) const = default;
};

/// One side of a transaction.
struct Side {
    std::string party;    ///< Key, or
    std::string account;  ///< key of an account.
    std::string funds_code;
    std::string country;
    bool operator==(const Side&) const = default;
};

struct Transaction {
    std::string key;
    std::string reference;  ///< Its number; on a ledger the transaction id.
    std::string internal_reference;
    std::string ledger;
    std::optional<Moment> time;
    std::string place;
    std::string description;
    std::string method_code;
    std::string method_comment;
    Amount amount;
    Valuation value;
    Side from;
    Side to;
    bool is_suspicious = false;
    bool operator==(const Transaction&) const = default;
};

struct Hit {
    std::string party;  ///< Key of whom it is about.
    std::string source;
    std::string list_name;
    std::string list_version;
    std::optional<Date> published;
    std::string entry;
    std::string name;  ///< As listed.
    std::string matched_name;
    std::vector<std::string> programmes;
    std::string authority;  ///< The legal one: "Executive Order 13722".
    std::optional<std::uint64_t> score;
    std::string decision;
    std::string reason;
    bool operator==(const Hit&) const = default;
};

struct Institution {
    std::string name;
    std::vector<std::string> trade_names;
    std::string kind;
    Address address;
    std::vector<Phone> phones;
    std::vector<std::string> emails;
    std::vector<Identifier> identifiers;
    std::string country;
    bool operator==(const Institution&) const = default;
};

/// Property blocked, or a transaction rejected.
struct Property {
    std::string key;
    std::string action;  ///< blocked, rejected.
    std::optional<Date> on;
    std::optional<Date> released;  ///< No longer blocked from this day on.
    std::string kind;              ///< virtual-currency, wire-transfer, account, securities, ...
    std::string description;
    std::string location;
    Amount amount;
    Valuation value;
    std::vector<std::string> owners;   ///< Keys of the blocked parties with an interest in it.
    std::vector<std::string> parties;  ///< Keys of others who took part.
    std::string account;
    std::string transaction;
    std::vector<std::string> programmes;
    std::string authority;
    std::string held_as;             ///< Where it is now: the blocked, interest-bearing account.
    std::string instruction;         ///< The payment instruction, or the name of the file with it.
    std::string basis;               ///< Of a rejection: why.
    Institution transferee;          ///< Of a rejection: where the transfer was to go.
    std::string transferee_contact;  ///< Its person to ask, with telephone.
    bool operator==(const Property&) const = default;
};

/// The person who answers for the report.
struct Contact {
    std::string first;
    std::string last;
    std::string title;
    std::string office;
    std::string gender;
    std::string nationality;
    std::string residence;
    std::string id_number;
    Phone phone;
    std::string email;
    Address address;
    bool operator==(const Contact&) const = default;
};

struct Decision {
    std::string disposition;
    std::string reason_code;
    std::string text;
    std::string proposed_by;
    std::string approved_by;
    std::optional<Moment> at;
    bool operator==(const Decision&) const = default;
};

struct Narrative {
    std::string reason;
    std::string action;
    std::string text;
    bool operator==(const Narrative&) const = default;
};

struct TraceEnd {
    std::string kind;
    std::string name;
    std::string account;
    std::string place;
    Amount amount;
    bool is_listed = false;
    bool operator==(const TraceEnd&) const = default;
};

struct TracePolicy {
    std::string policy;
    Amount total;
    std::vector<TraceEnd> ends;
    bool operator==(const TracePolicy&) const = default;
};

struct TraceStart {
    std::string place;
    std::string account;
    Amount amount;
    bool operator==(const TraceStart&) const = default;
};

struct TraceSummary {
    std::string ledger;
    std::string network;
    std::string tip;
    std::optional<std::uint64_t> height;
    std::vector<TraceStart> from;
    std::vector<TracePolicy> policies;
    bool is_truncated = false;
    std::vector<std::string> limits;
    std::string bundle;  ///< Hash of the bundle that proves it.
    bool operator==(const TraceSummary&) const = default;
};

struct ListLookedAt {
    std::string source;
    std::string version;
    std::optional<Date> published;
    std::optional<std::uint64_t> entries;
    bool operator==(const ListLookedAt&) const = default;
};

struct LedgerLookedAt {
    std::string name;
    std::optional<std::uint64_t> height;
    std::string tip;
    std::optional<Moment> tip_time;
    bool operator==(const LedgerLookedAt&) const = default;
};

/// What was looked at; what is not here was not.
struct LookedAt {
    std::vector<ListLookedAt> lists;
    std::vector<LedgerLookedAt> ledgers;
    std::optional<std::uint64_t> losses;
    std::string tool;
    std::vector<std::string> not_looked_at;
    bool operator==(const LookedAt&) const = default;
};

/// What only goAML asks for.
struct GoamlFacts {
    std::string rentity_id;
    std::string rentity_branch;
    std::string submission_code;
    std::string report_code;
    std::string reference;
    std::string fiu_reference;
    std::string local_currency;
    std::string user_code;  ///< In place of the contact as reporting person.
    Address location;
    std::vector<std::string> indicators;
    bool operator==(const GoamlFacts&) const = default;
};

struct CodedKind {
    std::string type;
    std::string subtype;
    std::string other;
    bool operator==(const CodedKind&) const = default;
};

struct InternetAddress {
    std::string address;
    std::optional<Date> on;
    bool operator==(const InternetAddress&) const = default;
};

/// What only FinCEN asks for. Dollars are whole ones there.
struct FincenFacts {
    std::string filing;  ///< initial, correction, continuing.
    bool is_joint = false;
    std::string prior_id;
    std::string note;
    Institution transmitter;  ///< Without a name: the filer.
    std::string transmitter_contact;
    std::string regulator;
    std::vector<CodedKind> organisation;
    std::optional<Date> from;
    std::optional<Date> to;
    Amount amount;
    Amount cumulative;
    Amount loss;
    bool is_amount_unknown = false;
    bool is_no_amount_involved = false;
    bool is_no_branch_involved = false;
    std::string pay_location;  ///< selling, paying, both.
    std::vector<CodedKind> activities;
    std::vector<InternetAddress> internet_addresses;
    std::string attachment;
    bool operator==(const FincenFacts&) const = default;
};

/// What only OFAC's annual report asks for.
struct OfacFacts {
    std::optional<std::uint64_t> year;  ///< As of 30 June of it.
    std::string certified_by;
    std::string certified_title;
    bool operator==(const OfacFacts&) const = default;
};

/// Who sends what to whom, for the Travel Rule.
struct TravelRule {
    std::vector<std::string> originators;    ///< Keys of parties.
    std::vector<std::string> beneficiaries;  ///< Keys of parties.
    std::vector<std::string> originator_accounts;
    std::vector<std::string> beneficiary_accounts;
    Institution originating_vasp;
    Institution beneficiary_vasp;
    std::vector<Institution> intermediaries;
    std::vector<std::string> transliterations;
    bool operator==(const TravelRule&) const = default;
};

struct ReportFacts {
    std::string case_id;
    std::string title;
    std::string notice;  ///< Shown first, e.g. that the story is invented.
    std::optional<Moment> made;
    Institution filer;
    Contact contact;
    std::vector<Party> parties;
    std::vector<Account> accounts;
    std::vector<Transaction> transactions;
    std::vector<Hit> hits;
    std::vector<Property> properties;
    Decision decision;
    Narrative narrative;
    TraceSummary trace;
    LookedAt looked_at;
    GoamlFacts goaml;
    FincenFacts fincen;
    OfacFacts ofac;
    TravelRule travel_rule;
    bool operator==(const ReportFacts&) const = default;
};

/// Null where no party, account or transaction has this key.
const Party* find_party(const ReportFacts& facts, const std::string& key) noexcept;
const Account* find_account(const ReportFacts& facts, const std::string& key) noexcept;
const Transaction* find_transaction(const ReportFacts& facts, const std::string& key) noexcept;

/// "12.50000000" for 1250000000 of 8 decimals: the whole amount, all its decimals, no grouping.
/// Empty where the amount is not given.
std::string decimal_text(const Amount& amount);

/// The name to call a party by: its legal name in Latin letters, else its first; written out as
/// "First Last" where there is no full form. Empty without any name.
std::string name_text(const Party& party);
std::string name_text(const Name& name);

}  // namespace pelf::casefile::report
