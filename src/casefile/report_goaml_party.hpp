// SPDX-License-Identifier: Apache-2.0
//
// Persons, entities, accounts and addresses of a goAML report. Inside casefile.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "casefile/report_goaml_jurisdiction.hpp"
#include "casefile/report_rules.hpp"
#include "casefile/report_xml.hpp"

namespace pelf::casefile::report {

/// The schema is far stricter with the filer's own customers (..._my_client) than with others.
enum class Client : std::uint8_t { own, other };

class GoamlParties {
public:
    /// All of them must outlive this.
    GoamlParties(const ReportFacts& facts, const GoamlJurisdiction& jurisdiction, XmlWriter& xml,
                 GapList& gaps)
        : facts_(facts), jurisdiction_(jurisdiction), xml_(xml), gaps_(gaps) {}

    /// The elements within a person, an entity, an account; `field` is where they stand in the
    /// facts.
    void person(const Party& party, Client client);
    void entity(const Party& party, Client client);
    void account(const Account& account, Client client);
    void reporting_person();
    void address(std::string_view element, const std::string& field, const Address& address);

    /// A day as the schema writes it, at midnight.
    void day(std::string_view element, const std::string& field, Date date);
    void moment(std::string_view element, const std::string& field, Moment moment);
    /// Text with its lines, at most 8,000 characters, as the schema's comments are.
    void comments(std::string_view element, const std::string& field, const std::string& text);
    void country(std::string_view element, const std::string& field, const std::string& code);
    /// A code out of the jurisdiction's list; any where the list is empty.
    void code(std::string_view element, const std::string& field, const std::string& value,
              const std::vector<std::string>& known);

    std::string field_of(const Party& party) const;
    std::string field_of(const Account& account) const;

private:
    void latin(std::string_view element, const std::string& field, const std::string& value,
               std::size_t letters_max);
    const Name* latin_name(const Party& party) const noexcept;
    void person_names(const Party& party, const std::string& field);
    void person_numbers(const Party& party, const std::string& field, Client client);
    void identifications(const Party& party, const std::string& field, Client client);
    void phones(const std::vector<Phone>& phones, const std::string& field);
    void phone(std::string_view element, const Phone& phone, const std::string& field);
    void addresses(const std::vector<Address>& addresses, const std::string& field);
    void emails(const std::vector<std::string>& emails, const std::string& field);
    void directors(const Party& party, const std::string& field, Client client);
    void sanctions(const Party& party, const std::string& field);
    std::string remarks(const Party& party) const;

    const ReportFacts& facts_;
    const GoamlJurisdiction& jurisdiction_;
    XmlWriter& xml_;
    GapList& gaps_;
};

}  // namespace pelf::casefile::report
