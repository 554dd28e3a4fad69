// SPDX-License-Identifier: Apache-2.0
#include "server/entity_json.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include "base/text.hpp"
#include "engine/screening.hpp"

namespace pelf::server {
namespace {

/// Properties in the order in which they were met first, each value once.
class Properties {
public:
    void add(std::string_view property, const std::string& value) {
        if (value.empty()) return;
        boost::json::array& values = values_of(property);
        const bool is_known = std::ranges::any_of(
            values, [&](const boost::json::value& one) { return one.get_string() == value; });
        if (!is_known) values.emplace_back(value);
    }
    boost::json::object take() { return std::move(object_); }

private:
    boost::json::array& values_of(std::string_view property) {
        boost::json::value& value = object_[property];
        if (!value.is_array()) value = boost::json::array();
        return value.get_array();
    }

    boost::json::object object_;
};

std::string_view identifier_property(screen::IdentifierKind kind) noexcept {
    using enum screen::IdentifierKind;
    switch (kind) {
        case passport: return "passportNumber";
        case national_id: return "idNumber";
        case tax: return "taxNumber";
        case registration: return "registrationNumber";
        case lei: return "leiCode";
        case imo:
        case imo_company: return "imoNumber";
        case mmsi: return "mmsi";
        case call_sign: return "callSign";
        case bic: return "swiftBic";
        case isin: return "isin";
        case aircraft_serial: return "serialNumber";
        case aircraft_tail: return "registrationNumber";
        case mode_s:
        case other: return "idNumber";
        case contact: return {};
    }
    return "idNumber";
}

std::string_view country_property(model::CountryRole role) noexcept {
    using enum model::CountryRole;
    switch (role) {
        case birth: return "birthCountry";
        case nationality: return "nationality";
        case citizenship: return "citizenship";
        case flag: return "flag";
        case former_flag: return "pastFlags";
        case jurisdiction: return "jurisdiction";
        case other: return "country";
    }
    return "country";
}

/// "ru" for what is a country, else as listed.
std::string country_text(const std::string& name) {
    const auto code = screen::country_code(name);
    return code ? ascii_lower(code->text()) : name;
}

std::string address_text(const model::PostalAddress& address) {
    std::string all;
    for (const std::string* part : {&address.street, &address.place, &address.country}) {
        if (part->empty()) continue;
        if (!all.empty()) all += ", ";
        all += *part;
    }
    return all;
}

void add_names(const model::Party& party, Properties& properties) {
    for (const model::Name& name : party.names) {
        const bool is_weak = name.strength == model::Strength::weak;
        const bool is_former = name.kind == model::NameKind::fka;
        properties.add(name.kind == model::NameKind::primary ? "name"
                       : is_weak                             ? "weakAlias"
                       : is_former                           ? "previousName"
                                                             : "alias",
                       name.whole);
        properties.add("lastName", name.family);
        properties.add("firstName", name.given);
    }
}

boost::json::object properties_of(const model::Party& party) {
    Properties properties;
    add_names(party, properties);
    for (const model::PartialDate& birth : party.births) {
        properties.add("birthDate", to_string(birth));
    }
    for (const std::string& place : party.birth_places) properties.add("birthPlace", place);
    for (const model::Country& country : party.countries) {
        properties.add(country_property(country.role), country_text(country.name));
    }
    for (const model::PostalAddress& address : party.addresses) {
        properties.add("address", address_text(address));
        properties.add("country", country_text(address.country));
    }
    for (const model::Identifier& identifier : party.identifiers) {
        const auto property = identifier_property(screen::identifier_kind(identifier.kind));
        if (!property.empty()) properties.add(property, identifier.value);
    }
    for (const model::Wallet& wallet : party.wallets) properties.add("publicKey", wallet.address);
    for (const model::Attribute& attribute : party.attributes) {
        const std::string kind = ascii_lower(attribute.kind);
        if (kind == "gender") properties.add("gender", ascii_lower(attribute.value));
        if (kind == "position" || kind == "title") properties.add("position", attribute.value);
    }
    for (const std::string& programme : party.programmes) properties.add("program", programme);
    properties.add("topics", party.service ? "" : "sanction");
    properties.add("notes", party.remarks);
    return properties.take();
}

double part_of_one(std::int32_t hundredths) {
    constexpr double kWhole = 100;
    return static_cast<double>(hundredths) / kWhole;
}

struct DatasetName {
    std::string_view dataset;
    std::string_view source_prefix;
};
/// OpenSanctions' names for the lists that we read from their publishers.
constexpr DatasetName kDatasets[] = {
    {"us_ofac_sdn", "ofac-sdn"},   {"us_ofac_sdn", "ofac-xml"}, {"us_ofac_sdn", "ofac-advanced"},
    {"us_ofac_cons", "ofac-cons"}, {"un_sc_sanctions", "un-"},  {"eu_fsf", "eu-"},
    {"gb_fcdo_sanctions", "uk-"},  {"gb_hmt_sanctions", "uk-"}, {"ca_dfatd_sema_sanctions", "ca-"},
};
constexpr std::string_view kAllLists[] = {"default", "sanctions", "all"};

}  // namespace

std::string entity_id(const model::PartyId& id) {
    return id.source.starts_with("ftm-json") ? id.key : text(id.source, ":", id.key);
}

bool is_entity_id(const model::PartyId& id, std::string_view text) noexcept {
    if (text == id.key) return true;
    return text.size() == id.source.size() + 1 + id.key.size() && text.starts_with(id.source) &&
           text[id.source.size()] == ':' && text.ends_with(id.key);
}

std::string_view schema_of(model::PartyType type) noexcept {
    switch (type) {
        case model::PartyType::person: return "Person";
        case model::PartyType::entity: return "Organization";
        case model::PartyType::vessel: return "Vessel";
        case model::PartyType::aircraft: return "Airplane";
        case model::PartyType::unknown: break;
    }
    return "LegalEntity";
}

boost::json::object entity_object(const model::Party& party, Date published) {
    const std::string day = to_string(published) + "T00:00:00";
    return {{"id", entity_id(party.id)},
            {"caption", party.display_name()},
            {"schema", schema_of(party.type)},
            {"properties", properties_of(party)},
            {"datasets", boost::json::array{party.id.source}},
            {"referents", boost::json::array{party.id.key}},
            {"target", !party.service.has_value()},
            {"first_seen", nullptr},
            {"last_seen", day},
            {"last_change", nullptr}};
}

boost::json::object scored_object(const screen::Hit& hit, Date published, std::uint8_t threshold) {
    boost::json::object object = entity_object(*hit.party, published);
    boost::json::object features;
    boost::json::object explanations;
    if (hit.grounds.name) {
        features["name"] = part_of_one(hit.name_evidence.score);
        explanations["name"] = {{"score", part_of_one(hit.name_evidence.score)},
                                {"detail", hit.matched_name}};
    }
    if (hit.grounds.wallet) features["wallet"] = 1.0;
    for (std::size_t i = 0; i < hit.evidence.size(); ++i) {
        const std::string_view kind = screen::to_string(hit.evidence[i].kind);
        // Tenths of a deciban; a hundred decibans are ten thousand millions to one.
        const double weight = part_of_one(hit.evidence[i].weight) / 10;
        features[kind] = weight;
        explanations[kind] = {{"score", weight}, {"detail", hit.evidence_words[i]}};
    }
    object["score"] = part_of_one(hit.score);
    object["match"] = hit.score >= threshold;
    object["features"] = std::move(features);
    object["explanations"] = std::move(explanations);
    object["reasons"] = boost::json::array(hit.reasons.begin(), hit.reasons.end());
    return object;
}

boost::json::object feature_docs() {
    constexpr std::pair<std::string_view, std::string_view> kDocs[] = {
        {"name", "How alike the best two names are, by sound and by word"},
        {"wallet", "The address is listed"},
        {"birth_*", "What the dates of birth say, for or against, in hundreds of decibans"},
        {"country_*", "What countries of one role say"},
        {"gender_*", "What the genders say"},
        {"identifier_*", "What numbers of one kind say"},
    };
    boost::json::object docs;
    for (const auto& [feature, description] : kDocs) {
        docs[feature] = {{"description", description}, {"coefficient", 1.0}, {"url", nullptr}};
    }
    return docs;
}

bool is_in_dataset(std::string_view source, std::string_view dataset) noexcept {
    if (source == dataset || std::ranges::find(kAllLists, dataset) != std::end(kAllLists)) {
        return true;
    }
    return std::ranges::any_of(kDatasets, [&](const DatasetName& known) {
        return known.dataset == dataset && source.starts_with(known.source_prefix);
    });
}

bool is_dataset(std::string_view dataset, const engine::Lists& lists) noexcept {
    if (std::ranges::find(kAllLists, dataset) != std::end(kAllLists)) return true;
    return std::ranges::any_of(lists.versions, [&](const auto& version) {
        return is_in_dataset(version.source, dataset);
    });
}

}  // namespace pelf::server
