// SPDX-License-Identifier: Apache-2.0
//
// The parties of a FinCEN SAR: transmitter, filer, contact, where it happened, subjects. Inside
// casefile.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "casefile/report_rules.hpp"
#include "casefile/report_xml.hpp"

namespace pelf::casefile::report {

/// Elements that the schema numbers, each with a number of its own.
class NumberedXml {
public:
    template <class Content>
    void element(std::string_view name, const Content& content) {
        xml_.element(name, {{"SeqNum", std::to_string(++last_number_)}}, content);
    }
    XmlWriter& xml() noexcept { return xml_; }

private:
    XmlWriter xml_{"fc2:"};
    std::uint64_t last_number_ = 0;
};

class FincenParties {
public:
    /// All of them must outlive this.
    FincenParties(const ReportFacts& facts, NumberedXml& out, GapList& gaps)
        : facts_(facts), out_(out), gaps_(gaps) {}

    void transmitter();
    void transmitter_contact();
    void filer();
    void contact_office();
    void location();
    void subject(const Party& party);

    void need(std::string_view element, const std::string& field, const std::string& value,
              std::size_t letters_max);
    void fit(std::string_view element, const std::string& field, const std::string& value,
             std::size_t letters_max);

private:
    const Institution& sender() const noexcept;
    void full_name(std::string_view type, const std::string& field, const std::string& name);
    void institution_address(const Address& address, const std::string& field);
    void subject_address(const Address& address, const std::string& field);
    void unknown_address();
    void phone(const Phone& phone, const std::string& field, bool has_type);
    void identification(std::string_view code, const std::string& field, const std::string& number);
    void institution_tin(const Institution& institution, const std::string& field,
                         std::string_view code);
    void organisation();
    void subject_indicators(const Party& party, const std::string& field);
    void subject_names(const Party& party, const std::string& field);
    void subject_identifications(const Party& party, const std::string& field);
    void subject_contacts(const Party& party, const std::string& field);
    void subject_relationships(const Party& party, const std::string& field);
    void subject_accounts(const Party& party);
    void account_party(const Account& account);
    bool is_unknown(const Party& party, std::string_view fact) const noexcept;
    std::vector<const Account*> bank_accounts(const Party& party) const;

    const ReportFacts& facts_;
    NumberedXml& out_;
    GapList& gaps_;
};

}  // namespace pelf::casefile::report
