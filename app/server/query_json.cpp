// SPDX-License-Identifier: Apache-2.0
#include "server/query_json.hpp"

#include "base/date.hpp"
#include "base/text.hpp"
#include "server/json_body.hpp"
#include "server/url.hpp"

namespace pelf::server {
namespace {

using screen::CustomerField;

constexpr std::uint64_t kScoreMax = 100;

/// Names with control characters come from attempts on a log or a terminal, not from customers.
/// Line ends and tabs are pasted by accident and are blanks to the matcher.
Result<std::string> clean(std::string_view name, std::string value) {
    for (char& c : value) {
        if (c == '\n' || c == '\r' || c == '\t') c = ' ';
    }
    if (!is_plain_utf8(value)) {
        return Unexpected(
            Error{Fault::malformed, text("\"", name, "\": expected no control characters")});
    }
    return value;
}

Status add_texts(const boost::json::object& object, std::string_view member, CustomerField field,
                 screen::Customer& customer) {
    PELF_TRY(values, texts_member(object, member));
    for (std::string& value : values) {
        PELF_TRY(cleaned, clean(member, std::move(value)));
        screen::add_field(customer, {field}, cleaned);
    }
    return Done{};
}

/// The first name is what is asked, the others are its other forms: as on the command line.
Status add_names(const std::vector<std::string>& names, screen::Customer& customer) {
    for (std::size_t i = 0; i < names.size(); ++i) {
        PELF_TRY(cleaned, clean("name", names[i]));
        screen::add_field(customer, {i == 0 ? CustomerField::name : CustomerField::alias}, cleaned);
    }
    return Done{};
}

/// Persons and companies are legal entities, and everything is a thing: no type is told by those.
bool tells_no_type(std::string_view schema) noexcept {
    return schema == "LegalEntity" || schema == "Thing" || schema == "CryptoWallet" ||
           schema == "Asset" || schema == "Security";
}

struct PropertyField {
    std::string_view property;
    CustomerField field = CustomerField::name;
};
/// Properties of FollowTheMoney whose names are not ours as well.
constexpr PropertyField kPropertyFields[] = {
    {"previousName", CustomerField::alias},      {"abbreviation", CustomerField::weak_alias},
    {"mainCountry", CustomerField::country},     {"publicKey", CustomerField::wallet},
    {"citizenship", CustomerField::nationality},
};

std::optional<screen::FieldMeaning> property_meaning(std::string_view property) {
    for (const PropertyField& known : kPropertyFields) {
        if (known.property == property) return screen::FieldMeaning{known.field};
    }
    const auto meaning = screen::field_meaning(property);
    // A customer's id and type are no property here.
    if (meaning && (meaning->field == CustomerField::id || meaning->field == CustomerField::type)) {
        return std::nullopt;
    }
    return meaning;
}

}  // namespace

Result<ScreenQuery> read_screen_query(const boost::json::object& object) {
    PELF_TRY_DONE(check_members(object, {"name", "type", "gender", "born", "country", "id",
                                         "wallet", "threshold", "as_of", "include_services"}));
    ScreenQuery query;
    PELF_TRY(names, texts_member(object, "name"));
    PELF_TRY_DONE(add_names(names, query.customer));
    constexpr std::pair<std::string_view, CustomerField> kFields[] = {
        {"type", CustomerField::type},     {"gender", CustomerField::gender},
        {"born", CustomerField::born},     {"country", CustomerField::country},
        {"id", CustomerField::identifier}, {"wallet", CustomerField::wallet}};
    for (const auto& [member, field] : kFields) {
        PELF_TRY_DONE(add_texts(object, member, field, query.customer));
    }
    PELF_TRY(threshold, count_member(object, "threshold", kScoreMax));
    if (threshold) query.threshold = static_cast<std::uint8_t>(*threshold);
    PELF_TRY(as_of, text_member(object, "as_of"));
    query.as_of = as_of.value_or("");
    if (!query.as_of.empty() && !parse_as_of(query.as_of)) {
        return Unexpected(
            Error{Fault::malformed, "\"as_of\": expected YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ"});
    }
    PELF_TRY(services, flag_member(object, "include_services"));
    query.include_services = services.value_or(false);
    if (!query.customer.problems.empty()) {
        return Unexpected(Error{Fault::malformed, query.customer.problems.front()});
    }
    if (!screen::can_be_screened(query.customer)) {
        return Unexpected(Error{Fault::malformed, "expected a name, an id or a wallet"});
    }
    return query;
}

Result<screen::Customer> read_entity(const boost::json::object& object) {
    PELF_TRY(schema, text_member(object, "schema"));
    const boost::json::value* properties = object.if_contains("properties");
    if (properties == nullptr || !properties->is_object()) {
        return Unexpected(Error{Fault::malformed, "\"properties\": expected an object"});
    }
    screen::Customer customer;
    PELF_TRY(names, texts_member(properties->get_object(), "name"));
    PELF_TRY_DONE(add_names(names, customer));
    if (schema && !tells_no_type(*schema)) {
        if (!screen::parse_subject_type(*schema)) {
            return Unexpected(Error{Fault::malformed,
                                    "\"schema\": expected Person, Company, Organization, "
                                    "LegalEntity, Vessel, Airplane or another that is screened"});
        }
        screen::add_field(customer, {CustomerField::type}, *schema);
    }
    for (const auto& [name, value] : properties->get_object()) {
        const std::string_view property(name.data(), name.size());
        const auto meaning = property_meaning(property);
        if (property == "name" || !meaning) continue;
        PELF_TRY(values, texts_member(properties->get_object(), property));
        for (std::string& text_value : values) {
            PELF_TRY(cleaned, clean(property, std::move(text_value)));
            screen::add_field(customer, *meaning, cleaned);
        }
    }
    screen::complete(customer);
    return customer;
}

}  // namespace pelf::server
