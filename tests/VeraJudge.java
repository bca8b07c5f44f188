// Runs veraPDF on several files in one JVM: java -cp <jar> VeraJudge.java <flavour> <file>...
// Prints one line per failed rule (file number, clause, test, count, description, first place) and one "done" line
// per file. The jar carries the profiles but not the JAXB reader that veraPDF loads them with, hence profile().

import java.io.File;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.LogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.ErrorDetails;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

public class VeraJudge {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private static void line(Object... cells) {
        List<String> texts = new ArrayList<>();
        for (Object cell : cells) {
            texts.add(String.valueOf(cell).replaceAll("\\s+", " "));
        }
        OUT.println(String.join("\t", texts));
    }

    private static List<Element> all(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int index = 0; index < found.getLength(); index++) {
            elements.add((Element) found.item(index));
        }
        return elements;
    }

    private static String text(Element parent, String name) {
        List<Element> found = all(parent, name);
        return found.isEmpty() ? "" : found.get(0).getTextContent();
    }

    private static Rule rule(Element element) {
        Element id = all(element, "id").get(0);
        RuleId ruleId = Profiles.ruleIdFromValues(
                PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber")));
        List<ErrorArgument> arguments = new ArrayList<>();
        for (Element argument : all(element, "argument")) {
            arguments.add(ErrorArgumentImpl.fromValues(argument.getTextContent(), null, null));
        }
        ErrorDetails error = Profiles.errorFromValues(text(element, "message"), arguments);
        Boolean deferred = element.hasAttribute("deferred") ? Boolean.valueOf(element.getAttribute("deferred")) : null;
        return Profiles.ruleFromValues(ruleId, element.getAttribute("object"), deferred, element.getAttribute("tags"),
                text(element, "description"), text(element, "test"), error, Collections.emptyList());
    }

    private static ValidationProfile profile(String flavour) throws Exception {
        String name = flavour.startsWith("ua") ? "PDFUA-" + flavour.substring(2) : "PDFA-" + flavour.toUpperCase();
        String path = "/org/verapdf/pdfa/validation/" + name + ".xml";
        try (InputStream xml = PDFAFlavour.class.getResourceAsStream(path)) {
            if (xml == null) {
                throw new IllegalArgumentException("no veraPDF profile for the flavour " + flavour);
            }
            Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml);
            Element root = document.getDocumentElement();
            Set<Rule> rules = new HashSet<>();
            for (Element element : all(root, "rule")) {
                rules.add(rule(element));
            }
            Set<Variable> variables = new HashSet<>();
            for (Element element : all(root, "variable")) {
                variables.add(Profiles.variableFromValues(element.getAttribute("name"), element.getAttribute("object"),
                        text(element, "defaultValue"), text(element, "value")));
            }
            return Profiles.profileFromValues(PDFAFlavour.valueOf(root.getAttribute("flavour")),
                    Profiles.defaultProfile().getDetails(), "", rules, variables);
        }
    }

    private static String place(ValidationResult result, RuleId id) {
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getRuleId().equals(id)) {
                return assertion.getLocation().getContext();
            }
        }
        return "";
    }

    private static void judge(int number, File file, ValidationProfile profile) {
        PDFAFlavour flavour = profile.getPDFAFlavour();
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, false)) {
            ValidationResult result = validator.validate(parser);
            for (Map.Entry<RuleId, Integer> failed : result.getFailedChecks().entrySet()) {
                RuleId id = failed.getKey();
                line(number, id.getClause(), id.getTestNumber(), failed.getValue(),
                        profile.getRuleByRuleId(id).getDescription(), place(result, id));
            }
            boolean silent = !result.isCompliant() && result.getFailedChecks().isEmpty();
            if (silent || result.getTotalAssertions() == 0) {
                line(number, "error", 0, 1, "not compliant, status " + result.getJobEndStatus(), "");
            }
            line(number, "done", profile.getRules().size(), result.getTotalAssertions(), "", "");
        } catch (Exception | StackOverflowError problem) {
            line(number, "error", 0, 1, problem, "");
            line(number, "done", 0, 0, "", "");
        }
    }

    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        ValidationProfile profile = profile(arguments[0]);
        for (int index = 1; index < arguments.length; index++) {
            judge(index - 1, new File(arguments[index]), profile);
        }
        System.exit(0);
    }
}
