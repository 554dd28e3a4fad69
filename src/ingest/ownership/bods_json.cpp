// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "ingest/ownership/bods_interests.hpp"
#include "ingest/ownership/json_fields.hpp"
#include "ingest/ownership/json_records.hpp"
#include "ingest/ownership/register.hpp"

namespace pelf::ingest {
namespace {

using boost::json::object;

/// Where in the input something was said.
struct Place {
    std::size_t file_index = 0;
    std::uint64_t offset_bytes = 0;
};

/// One end of a relationship: an id, or why there is none.
struct End {
    std::string id;
    std::string reason;
};

struct Relation {
    std::string statement;
    std::string date;  ///< Of the statement, "2019-05-16".
    bool is_closed = false;
    End subject;
    End holder;
    std::vector<BodsInterest> interests;
    std::vector<std::string> components;
    Place place;
};

/// What a version 0.2 or 0.3 "describedBy..." object or a 0.4 id names.
End end_of(const object& holder, std::string_view key) {
    End end;
    const auto* value = holder.if_contains(key);
    if (value == nullptr) return end;
    if (const auto* id = value->if_string()) {
        end.id = std::string(*id);
        return end;
    }
    const object* reference = value->if_object();
    if (reference == nullptr) return end;
    for (const char* name : {"describedByEntityStatement", "describedByPersonStatement"}) {
        if (end.id.empty()) end.id = text_of(*reference, name);
    }
    const object* unspecified = object_of(*reference, "unspecified");
    end.reason = text_of(unspecified == nullptr ? *reference : *unspecified, "reason");
    if (end.id.empty() && end.reason.empty() && unspecified != nullptr) end.reason = "not said";
    return end;
}

std::vector<std::string> texts_of(const object& holder, std::string_view key) {
    std::vector<std::string> texts;
    const auto* array = array_of(holder, key);
    if (array == nullptr) return texts;
    for (const auto& value : *array) {
        if (const auto* string = value.if_string()) texts.emplace_back(*string);
    }
    return texts;
}

class Reading {
public:
    explicit Reading(std::string_view source) : index_(source, reading_.content.parties) {}

    void read(const RegisterFile& file);
    RegisterReading finish();

private:
    enum class Kind : std::uint8_t { person, entity, relationship, other };

    void take_statement(const object& statement, Place place);
    bool take_head(const object& statement, const std::string& id, Place place);
    void take_party(const object& details, const std::string& id, Kind kind);
    void take_relation(const object& details, Relation relation, const std::string& id);
    void finish_relation(const Relation& relation);
    void add_stakes(const Relation& relation);
    bool has_its_way(const Relation& relation) const;
    std::string current(std::string id) const;
    Report& report_of(Place place) { return reading_.reports[place.file_index]; }

    RegisterReading reading_;
    PartyIndex index_;
    std::unordered_set<std::string> statements_;                ///< Their ids.
    std::unordered_map<std::string, std::string> replaced_by_;  ///< Of versions before 0.4.
    std::unordered_map<std::string, std::string> party_dates_;
    std::map<std::string, Relation> relations_;  ///< By record, or statement before 0.4.
    std::uint64_t explained_count_ = 0;
    std::uint64_t bare_indirect_count_ = 0;
};

void Reading::read(const RegisterFile& file) {
    const std::size_t file_index = reading_.reports.size();
    reading_.reports.emplace_back(file.name);
    JsonRecords records(file.bytes);
    while (true) {
        const auto step = records.next();
        if (step == JsonRecords::Step::end) return;
        const Place place{file_index, records.offset_bytes()};
        if (step == JsonRecords::Step::bad) {
            report_of(place).reject(records.fault(), place.offset_bytes,
                                    "expected a statement as a JSON object that is closed");
            continue;
        }
        const auto statement = parse_object(records.record());
        if (!statement) {
            report_of(place).reject(Fault::malformed, place.offset_bytes,
                                    "the statement is not JSON, or nested too deeply");
            continue;
        }
        take_statement(*statement, place);
    }
}

void Reading::take_statement(const object& statement, Place place) {
    const auto reject = [&](std::string message) {
        report_of(place).reject(Fault::malformed, place.offset_bytes, std::move(message));
    };
    const bool is_record = statement.contains("recordType") || statement.contains("recordId");
    const std::string id(text_of(statement, is_record ? "statementId" : "statementID"));
    if (id.empty()) return reject("expected a statement with an id");
    const std::string_view type = text_of(statement, is_record ? "recordType" : "statementType");
    Kind kind = Kind::other;
    if (type == "person" || type == "personStatement") kind = Kind::person;
    if (type == "entity" || type == "entityStatement") kind = Kind::entity;
    if (type == "relationship" || type == "ownershipOrControlStatement") kind = Kind::relationship;
    if (kind == Kind::other) {
        return reject(text("expected a statement on a person, an entity or a relationship, found ",
                           type.empty() ? "none" : type));
    }
    const object* details = is_record ? object_of(statement, "recordDetails") : &statement;
    const std::string record(is_record ? text_of(statement, "recordId") : id);
    if (details == nullptr || record.empty()) {
        return reject("expected recordId and recordDetails");
    }
    if (!take_head(statement, id, place)) return;
    const std::string date(text_of(statement, "statementDate"));
    if (kind == Kind::relationship) {
        Relation relation;
        relation.statement = id;
        relation.date = date;
        relation.is_closed = text_of(statement, "recordStatus") == "closed";
        relation.place = place;
        take_relation(*details, std::move(relation), record);
    } else {
        // The last word on a party counts; of one day the one that stands later.
        auto [known, is_new] = party_dates_.try_emplace(record, date);
        if (is_new || known->second <= date) {
            known->second = date;
            take_party(*details, record, kind);
        }
    }
    report_of(place).accept();
}

/// False: the same statement was here already.
bool Reading::take_head(const object& statement, const std::string& id, Place place) {
    if (!statements_.insert(id).second) {
        report_of(place).reject(Fault::malformed, place.offset_bytes,
                                text("a second statement with the id ", id));
        return false;
    }
    for (const std::string& old : texts_of(statement, "replacesStatements")) {
        replaced_by_.emplace(old, id);
    }
    return true;
}

void Reading::take_party(const object& details, const std::string& id, Kind kind) {
    model::Party& party = reading_.content.parties[index_.index_of(id)];
    const model::PartyId key = party.id;
    party = read_bods_party(details, kind == Kind::person);
    party.id = key;
}

void Reading::take_relation(const object& details, Relation relation, const std::string& id) {
    relation.subject = end_of(details, "subject");
    relation.holder = end_of(details, "interestedParty");
    relation.components = texts_of(details, "componentRecords");
    if (relation.components.empty()) {
        relation.components = texts_of(details, "componentStatementIDs");
    }
    std::vector<std::string> flaws;
    relation.interests = read_bods_interests(details, flaws);
    for (std::string& flaw : flaws) {
        report_of(relation.place)
            .flaw(Fault::malformed, relation.place.offset_bytes,
                  text("statement ", relation.statement, ": ", flaw));
    }
    const auto known = relations_.find(id);
    if (known == relations_.end()) {
        relations_.emplace(id, std::move(relation));
    } else if (known->second.date <= relation.date) {
        known->second = std::move(relation);
    }
}

/// The statement in force in place of one that was replaced, perhaps more than once.
std::string Reading::current(std::string id) const {
    constexpr int kReplacementsMax = 1'000;
    for (int i = 0; i < kReplacementsMax; ++i) {
        const auto next = replaced_by_.find(id);
        if (next == replaced_by_.end()) break;
        id = next->second;
    }
    return id;
}

/// Whether the components named lead from the holder to the subject.
bool Reading::has_its_way(const Relation& relation) const {
    std::set<std::string> reached = {current(relation.holder.id)};
    const std::string goal = current(relation.subject.id);
    for (bool changed = true; changed && !reached.contains(goal);) {
        changed = false;
        for (const std::string& id : relation.components) {
            const auto part = relations_.find(current(id));
            if (part == relations_.end() || part->second.is_closed) continue;
            if (!reached.contains(current(part->second.holder.id))) continue;
            changed = reached.insert(current(part->second.subject.id)).second || changed;
        }
    }
    return reached.contains(goal);
}

void Reading::finish_relation(const Relation& relation) {
    const Place place = relation.place;
    if (relation.subject.id.empty()) {
        // Without a subject nothing is owned; a stated reason is no fault of the file.
        if (relation.subject.reason.empty()) {
            report_of(place).flaw(Fault::malformed, place.offset_bytes,
                                  text("statement ", relation.statement, " has no subject"));
        }
        return;
    }
    const std::string subject = current(relation.subject.id);
    for (const End* end : {&relation.subject, &relation.holder}) {
        if (end->id.empty() || index_.has(current(end->id))) continue;
        report_of(place).flaw(Fault::not_found, place.offset_bytes,
                              text("statement ", relation.statement, " names ", end->id,
                                   ", which no statement describes"));
    }
    if (!relation.holder.id.empty()) return add_stakes(relation);
    if (relation.holder.reason.empty()) {
        report_of(place).flaw(Fault::malformed, place.offset_bytes,
                              text("statement ", relation.statement, " has no interested party"));
    }
    if (relation.is_closed) return;
    const std::string reason = relation.holder.reason.empty() ? "not said" : relation.holder.reason;
    reading_.content.undisclosed.push_back({index_.index_of(subject), reason});
}

void Reading::add_stakes(const Relation& relation) {
    const auto closed = relation.is_closed ? date_of(relation.date) : std::nullopt;
    if (relation.is_closed && !closed) return;  // Over, and nobody says since when.
    const bool is_explained = !relation.components.empty() && has_its_way(relation);
    for (const BodsInterest& interest : relation.interests) {
        model::Stake stake;
        stake.owner_index = index_.index_of(current(relation.holder.id));
        stake.owned_index = index_.index_of(current(relation.subject.id));
        stake.kind = interest.kind;
        stake.share = interest.share;
        stake.from = interest.from;
        stake.to = interest.to;
        if (closed && (!stake.to || stake.to->last > closed->last)) stake.to = closed;
        stake.statement = relation.statement;
        if (interest.is_indirect && is_explained) {
            ++explained_count_;
            continue;
        }
        stake.is_indirect = interest.is_indirect;
        if (stake.is_indirect) ++bare_indirect_count_;
        reading_.content.stakes.push_back(std::move(stake));
    }
}

RegisterReading Reading::finish() {
    for (const auto& [id, relation] : relations_) {
        if (!replaced_by_.contains(id)) finish_relation(relation);
    }
    if (explained_count_ > 0) {
        reading_.notices.push_back(
            text(explained_count_,
                 " indirect interests are the sum of chains that are here too, "
                 "and are not counted a second time"));
    }
    if (bare_indirect_count_ > 0) {
        reading_.notices.push_back(text(bare_indirect_count_,
                                        " indirect interests come without their chain and "
                                        "make nothing more than possible"));
    }
    return std::move(reading_);
}

}  // namespace

RegisterReading read_bods_json(std::string_view source, std::span<const RegisterFile> files) {
    Reading reading(source);
    for (const RegisterFile& file : files) reading.read(file);
    return reading.finish();
}

}  // namespace pelf::ingest
